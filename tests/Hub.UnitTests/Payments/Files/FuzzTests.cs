using System.Diagnostics;
using System.Text;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;
using Hub.Tests;
using Xunit;
using Xunit.Abstractions;

namespace Hub.UnitTests.Payments.Files;

/// <summary>Bent files of every kind: a reader always comes to an end, and nothing is sound that does not close.</summary>
[Trait("Run", "slow")]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly object?[][] Rows =
    [
        ["Số tài khoản:", "0011012345678"],
        ["Ngày GD", "Ghi nợ", "Ghi có", "Số dư", "Diễn giải"],
        [new DateOnly(2026, 11, 21), null, 8000, 1_208_000, "H40DB2K7Q9X"],
        [new DateOnly(2026, 11, 22), 3000, null, 1_205_000, "PHI"],
    ];

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["mt940"] = Encoding.UTF8.GetBytes(Sample.Mt940 + "\n" + Sample.Message(1_208_000, [(5, "A"), (-7, "LỆ//B")], 326, "261122")),
        ["camt"] = Encoding.UTF8.GetBytes(Sample.Camt),
        ["csv"] = Encoding.UTF8.GetBytes(Sample.Sheet),
        ["pos"] = Encoding.UTF8.GetBytes(Sample.Pos),
        ["xlsx"] = Workbooks.Xlsx(Rows),
        ["xls"] = Workbooks.Xls(Rows),
    };

    [Theory]
    [InlineData("mt940", 2500, 300_000)]
    [InlineData("camt", 2500, 250_000)]
    [InlineData("csv", 1500, 200_000)]
    [InlineData("pos", 600, 100_000)]
    [InlineData("xlsx", 250, 75_000)]
    [InlineData("xls", 250, 75_000)]
    public void A_bent_file_is_read_to_an_end_and_is_sound_only_if_it_closes(string kind, int day, int night)
    {
        var (slowest, at) = (TimeSpan.Zero, 0);
        for (var seed = 0; seed < Night.Or(day, night); seed++)
        {
            var file = Bent(Files[kind], seed);
            var began = Stopwatch.GetTimestamp();
            try
            {
                Hold(file);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{kind}, seed {seed}: {fault}");
            }

            (slowest, at) = Stopwatch.GetElapsedTime(began) is var took && took > slowest ? (took, seed) : (slowest, at);
        }

        output.WriteLine($"{kind}: the slowest of {Night.Or(day, night)} took {slowest.TotalMilliseconds:0} ms (seed {at}); resident memory was {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most");
    }

    [Fact]
    public void A_bent_sheet_is_learned_to_an_end()
    {
        for (var seed = 0; seed < Night.Or(300, 20_000); seed++)
        {
            using var stream = new MemoryStream(Bent(Files[seed % 2 == 0 ? "csv" : "pos"], seed));

            var learned = StatementFiles.Learn(stream);

            Assert.True(learned.Profile is not null || learned.Unsure.Count > 0, $"seed {seed}");
        }
    }

    private static void Hold(byte[] file)
    {
        var parts = Sample.Read(file, Profile);
        foreach (var verdict in parts.Verdicts().Where(verdict => verdict.IsSound))
        {
            var lines = parts.Lines().Where(line => line.Statement == verdict.Head.Ordinal).ToList();
            Assert.Equal(verdict.Lines, lines.Count);
            Assert.Equal(verdict.Sum, lines.Sum(line => line.Amount));
            Assert.Equal(0, verdict.Difference);
            Assert.Equal(StatementHead.Dong, verdict.Head.Currency);
            if (verdict is { Head.Opening: { } opening, Closing: { } closing })
            {
                Assert.Equal(closing, opening + verdict.Sum);
            }
        }

        Assert.Equal(parts.OfType<StatementOpened>().Select(opened => opened.Head.Ordinal).Order(), parts.Verdicts().Select(verdict => verdict.Head.Ordinal).Order());
        Assert.Equal(parts.Lines().Count, parts.Lines().DistinctBy(line => line.Identity()).Count());
    }

    private static StatementProfile Profile { get; } = new()
    {
        Name = "trial",
        Columns = new ProfileColumns { Day = "Ngày GD", Debit = "Ghi nợ", Credit = "Ghi có", Balance = "Số dư", Text = ["Diễn giải"] },
    };

    private static byte[] Bent(byte[] file, int seed)
    {
        var random = new Random(seed);
        var bytes = file.ToList();
        for (var turns = random.Next(1, 6); turns > 0; turns--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0 when length > 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5 when length > 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 6 when length > 3:
                    for (var i = 0; i < 4; i++)
                    {
                        bytes[at + i] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    private static readonly string[] Words =
    [
        "\n", "\r", "\r\n", ",", "\"", "<", ">", "&", "{4:", "-}", "{2:O942", ":61:", ":86:", ":62M:", ":60M:", "\n:20:", "0", "-", "9999999999999999", "VND", "USD", "RC", "\0", "\u0323", "=", "BOOK", "PDNG",
        "<Ntry>", "</Ntry>", "<!DOCTYPE a>", "&a;", "<Bal>", "</Stmt><Stmt>", "4111111111111111", "31/11/2026", "1.5", "Tổng cộng,,1,2", "\uFEFF",
    ];
}
