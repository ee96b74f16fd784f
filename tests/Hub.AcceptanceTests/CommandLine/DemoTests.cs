using System.Globalization;
using Hub.Core;
using Hub.Functions.Demo;
using Hub.Functions.Shell;
using Hub.Tests.Processes;
using Spectre.Console;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class DemoTests : IDisposable
{
    private static readonly DemoState State = new()
    {
        Elapsed = TimeSpan.FromSeconds(72),
        Left = TimeSpan.FromSeconds(30),
        Dossiers = 12_000,
        DossiersAccepted = 9_000,
        DossiersDelivered = 6_000,
        Events = 80_000,
        Accepted = 60_000,
        Duplicates = 0,
        Delivered = 40_000,
        PerSecond = 812.4,
        Lanes =
        [
            new DemoLane(("cổng quốc gia", "national portal"), "outage", 0.5, 20_000, 1, 0, null),
            new DemoLane(("bưu điện", "post"), "open", 0.75, 12, 0, 40, new UnderWay(100, 900, 1_200, ("bưu gửi", "parcels"))),
        ],
        Notes =
        [
            ("phải thu 12.345.000 đ; QR 10.000.000 đ, thẻ 1.000.000 đ, tiền mặt 1.000.000 đ", "asked 12.345.000 đ; by QR 10.000.000 đ, card 1.000.000 đ, cash 1.000.000 đ"),
        ],
        Troubles = [(TimeSpan.FromSeconds(10), ("cổng bảo trì 6 giây", "the portal is in maintenance for 6 s"))],
    };

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Language.English, "dossiers accepted  9.000 / 12.000", "outage", "900 / 1.200, 100 under way", "01:12", "about 00:30 left", "00:10  the portal is in maintenance", "asked 12.345.000 đ; by QR 10.000.000 đ")]
    [InlineData(Language.Vietnamese, "hồ sơ đã nhận  9.000 / 12.000", "mất kết nối", "900 / 1.200, 100 trên đường", "01:12", "còn khoảng 00:30", "00:10  cổng bảo trì", "phải thu 12.345.000 đ; QR 10.000.000 đ")]
    public void The_screen_shows_the_whole_day_within_eighty_columns(Language language, params string[] words)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        screen.Profile.Width = Terminal.Narrowest;

        screen.Write(DemoScreen.Draw(State, language));

        Assert.All(words, word => Assert.Contains(word, text.ToString(), StringComparison.Ordinal));
        Assert.All(text.ToString().Split('\n'), line => Assert.True(TextTable.Columns(line.TrimEnd()) <= Terminal.Narrowest, line));
    }

    [Fact]
    public void Money_and_numbers_are_grouped_as_in_Viet_Nam() => Assert.Equal("22.000", DemoScreen.Number(22_000));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Told_to_stop_it_ends_cleanly_wherever_it_is(int lines)
    {
        using var stop = new CancellationTokenSource();
        using var output = new Stopper(stop, lines);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var terminal = new Terminal { Out = output, Error = TextWriter.Synchronized(errors) };
        if (lines == 0)
        {
            await stop.CancelAsync();
        }

        var code = await Hub.Functions.CommandLine.HubCommandLine.RunAsync(
            Hub.Functions.Shipped.Wings, ["demo", "--exit", "--dossiers", "40", "--data", _folder["demo"]], terminal, stop.Token);

        Assert.True(code == 0, $"{code} {output.Text} {errors}");
        Assert.Contains("Stopped before the proof", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Presses Ctrl+C after so many lines.</summary>
    private sealed class Stopper(CancellationTokenSource stop, int lines) : StringWriter(CultureInfo.InvariantCulture)
    {
        private int _left = lines;

        public string Text => ToString();

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (--_left == 0)
            {
                stop.Cancel();
            }
        }
    }
}
