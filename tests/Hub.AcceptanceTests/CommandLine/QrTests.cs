using Hub.Core;
using Hub.Payments.Qr;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed class QrTests : IDisposable
{
    private const string Payload = "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540480005802VN62150811H40DB2K7Q9X6304586D";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_code_is_printed_alone()
    {
        var built = await CommandRun.InEnglishAsync("qr", "build", "--bin", "970436", "--account", "1234567890", "--amount", "8000", "--memo", "H40DB2K7Q9X");

        Assert.Equal(new CommandRun(0, Payload + "\n", ""), built);
    }

    [Theory]
    [InlineData("--amount", "-5", "amount: ")]
    [InlineData("--amount", "1.5", "amount: ")]
    [InlineData("--amount", "0", "amount: ")]
    [InlineData("--memo", "12345678901234567890123456", "memo: ")]
    [InlineData("--bin", "97043", "bin: ")]
    public async Task A_wrong_wish_is_named_in_one_language(string option, string value, string named)
    {
        string[] right = option == "--bin" ? [] : ["--bin", "970436"];
        foreach (var language in Enum.GetValues<Language>())
        {
            var wrong = await CommandRun.RunAsync(language, CancellationToken.None, ["qr", "build", .. right, "--account", "1234567890", option, value]);

            Assert.Equal((64, ""), (wrong.Code, wrong.Output));
            Assert.StartsWith(named, wrong.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(" / ", wrong.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_code_says_is_told_as_JSON_and_by_the_exit_code()
    {
        var good = await CommandRun.InEnglishAsync("qr", "read", Payload, "--json");
        var wrong = await CommandRun.InEnglishAsync("qr", "read", Payload[..^1] + "E", "--json");

        Assert.Equal(new CommandRun(0, """{"verdict":"good","bin":"970436","account":"1234567890","amount":8000,"memo":"H40DB2K7Q9X"}""" + "\n", ""), good);
        Assert.Equal(new CommandRun(1, """{"verdict":"crc","bin":null,"account":null,"amount":null,"memo":null}""" + "\n", ""), wrong);
    }

    [Fact]
    public async Task Many_codes_are_built_from_a_file_and_shown_to_people()
    {
        var file = _folder["codes.jsonl"];
        await File.WriteAllTextAsync(file, """{"bin":"970436","account":"1234567890","amount":8000,"memo":"H40DB2K7Q9X"}""" + "\n\n" + """{"bin":"970423","account":"0000000004"}""" + "\n");

        var built = await CommandRun.InEnglishAsync("qr", "build", "--from", file);
        var shown = await CommandRun.InEnglishAsync("qr", "read", Payload);

        Assert.Equal([Payload, "00020101021138540010A00000072701240006970423011000000000040208QRIBFTTA53037045802VN630407AD"], built.Lines);
        Assert.Contains("account: 1234567890", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" / ", shown.Output, StringComparison.Ordinal);
        Assert.Equal(64, (await CommandRun.InEnglishAsync("qr", "build", "--from", _folder["none.jsonl"])).Code);
    }

    [Fact]
    public async Task A_code_is_drawn_into_files()
    {
        string[] build = ["qr", "build", "--bin", "970436", "--account", "1234567890", "--amount", "8000", "--memo", "H40DB2K7Q9X"];

        var drawn = await CommandRun.InEnglishAsync([.. build, "--png", _folder["code.png"], "--svg", _folder["code.svg"]]);

        Assert.Equal(new CommandRun(0, Payload + "\n", ""), drawn);
        Assert.Equal(QrPicture.Png(Payload), await File.ReadAllBytesAsync(_folder["code.png"]));
        Assert.Equal(QrPicture.Svg(Payload), await File.ReadAllTextAsync(_folder["code.svg"]));
        Assert.Equal(64, (await CommandRun.InEnglishAsync([.. build, "--png", _folder["none/code.png"]])).Code);
        Assert.Equal(64, (await CommandRun.InEnglishAsync("qr", "build", "--from", "-", "--png", _folder["code.png"])).Code);
    }

    public void Dispose() => _folder.Dispose();
}
