using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Payments.Files;
using Hub.Payments.Files.Statements;
using Hub.Sandbox.Payments;
using Xunit;

namespace Hub.UnitTests.Sandbox.Payments;

/// <summary>The files that the bank and the acquirer write of a day, read back, and against the answer key.</summary>
public sealed partial class BankFileTests
{
    private static readonly PaymentsTwinOptions ShortPages = new() { PushesByItself = false, LinesPerPage = 7 };

    [Theory]
    [InlineData("mt940")]
    [InlineData("camt053.xml?version=2")]
    [InlineData("camt053.xml?version=8")]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_days_file_says_what_the_answer_key_says(string kind)
    {
        await using var bank = await DayAsync();
        foreach (var day in new[] { "2026-11-21", "2026-11-22", "2026-11-23" })
        {
            var key = (await bank.KeyAsync(day))["accounts"]![0]!;

            var parts = Read(await bank.FileAsync($"{BankServer.Account}.{kind}", day));

            Assert.Empty(parts.OfType<FileRefusal>());
            var verdicts = parts.OfType<StatementClosed>().Select(closed => closed.Verdict).ToList();
            Assert.All(verdicts, verdict => Assert.True(verdict.IsSound && verdict.IsProven, $"{day}: {verdict}"));
            Assert.Equal(((int)key["lines"]!, (long)key["sum"]!), (verdicts.Sum(verdict => verdict.Lines), verdicts.Sum(verdict => verdict.Sum)));
            Assert.Equal(((long)key["opening"]!, (long)key["closing"]!), (verdicts[0].Head.Opening, verdicts[^1].Closing));
        }
    }

    [Fact]
    public async Task Days_join_and_every_line_of_MT940_adds_up_by_hand()
    {
        await using var bank = await DayAsync();

        var texts = new List<string>();
        foreach (var day in new[] { "2026-11-21", "2026-11-22", "2026-11-23" })
        {
            texts.Add(Encoding.ASCII.GetString(await bank.FileAsync($"{BankServer.Account}.mt940", day)));
        }

        var balance = 1_200_000L;
        foreach (Match found in Field().Matches(string.Concat(texts)))
        {
            var amount = long.Parse(found.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture) * (found.Groups["mark"].Value is "D" or "RC" ? -1 : 1);
            balance += found.Groups["line"].Success ? amount : 0;
            Assert.True(found.Groups["line"].Success || balance == amount, found.Value);
        }

        Assert.Contains(":60M:", texts[0], StringComparison.Ordinal);
        Assert.Contains("RC", Field().Matches(texts[0]).Select(found => found.Groups["mark"].Value));
    }

    [Theory]
    [InlineData("closing", 1_000)]
    [InlineData("missing", null)]
    [InlineData("twice", null)]
    public async Task A_flawed_statement_does_not_close(string flaw, int? difference)
    {
        await using var bank = await DayAsync();
        foreach (var kind in new[] { "mt940", "camt053.xml", "csv", "xlsx" })
        {
            var verdicts = Read(await bank.FileAsync($"{BankServer.Account}.{kind}?flaw={flaw}")).OfType<StatementClosed>().Select(closed => closed.Verdict).ToList();

            Assert.Contains(verdicts, verdict => !verdict.IsSound);
            Assert.True(difference is null || verdicts.Any(verdict => Math.Abs(verdict.Difference) == difference), string.Join('\n', verdicts));
        }
    }

    [Fact]
    public async Task The_settlement_file_says_what_the_answer_key_says_of_the_batch()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ControlAsync("/day", new JsonObject { ["payloads"] = new JsonArray(), ["flawedSlips"] = 8 });
        var sale = await bank.ControlAsync("/slips", new JsonObject { ["amount"] = 45_000, ["description"] = "H40DB2K7Q9X" });
        await bank.ControlAsync($"/slips/{sale["rrn"]}/void", []);
        await bank.ControlAsync("/slips", new JsonObject { ["amount"] = 120_000 });
        await bank.PassAsync(TimeSpan.FromDays(1));
        var credit = await bank.ControlAsync("/batches/2026-11-21/settle", new JsonObject { ["shortBy"] = 500 });
        var dispute = await bank.ControlAsync($"/slips/{sale["rrn"]}/chargeback", []);

        var parts = Read(await bank.FileAsync("pos.csv"));
        var key = await bank.KeyAsync();

        var verdict = Assert.Single(parts.OfType<StatementClosed>()).Verdict;
        var batch = Assert.Single(key["batches"]!.AsArray())!;
        Assert.Empty(parts.OfType<FileRefusal>());
        Assert.Equal(((long)batch["gross"]!, (long?)batch["net"]), (verdict.Sum, verdict.Net));
        Assert.Equal((-500, (long)credit["amount"]!, -45_000), ((long)batch["difference"]!, (long)batch["credited"]!, (long)dispute["amount"]!));
        var found = key["slips"]!.AsArray().GroupBy(slip => (string)slip!["find"]!).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((2, 2, 2, 2, 1, 1, 1), (found["missing-in-agent"], found["missing-in-merchant"], found["error-amount"], found["error-duplicate"], found["voided"], found["void"], found["matched"]));
        Assert.Equal(RefusalCodes.Card, Read(await bank.FileAsync("pos.csv?flaw=card")).OfType<FileRefusal>().First().Code);
    }

    [Fact]
    public async Task A_file_of_tomorrow_is_not_written_today()
    {
        await using var bank = await BankServer.StartAsync();

        using var response = await bank.Http.GetAsync(new Uri($"/_twin/payments/files/2026-11-22/{BankServer.Account}.mt940", UriKind.Relative));

        Assert.Equal(400, (int)response.StatusCode);
    }

    /// <summary>A day of 150 payers with everything that goes wrong, and two days behind it.</summary>
    private static async Task<BankServer> DayAsync()
    {
        var bank = await BankServer.StartAsync(ShortPages);
        await bank.ControlAsync("/day", new JsonObject { ["payloads"] = BankServer.Payloads(150), ["day"] = "2026-11-21" });
        var first = (await bank.ControlAsync("/movements?limit=1"))["movements"]![0]!;
        await bank.ControlAsync($"/movements/{first["seq"]}/reverse", []);
        await bank.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromHours(12));
        await bank.ControlAsync("/batches/2026-11-21/settle", []);
        return bank;
    }

    private static List<StatementPart> Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. StatementFiles.Read(stream, [])];
    }

    [GeneratedRegex("^:(?:6[02][FM]:(?<mark>[CD])[0-9]{6}VND|(?<line>61):[0-9]{10}(?<mark>R?[CD]))(?<amount>[0-9]+),", RegexOptions.Multiline)]
    private static partial Regex Field();
}
