using System.Net;
using System.Text.Json.Nodes;
using Hub.Payments.References;
using Xunit;

namespace Hub.UnitTests.Sandbox.Payments;

/// <summary>People who pay by a code, and what somebody who reconciles must find.</summary>
public sealed class PayTests
{
    private static readonly ReferenceReader Reader = new(BankServer.Prefix);

    [Theory]
    [InlineData("right", "exact")]
    [InlineData("late", "exact")]
    [InlineData("twice", "exact second")]
    [InlineData("too-little", "underpaid")]
    [InlineData("too-much", "overpaid")]
    public async Task A_way_to_pay_has_its_finding(string how, string findings)
    {
        await using var bank = await BankServer.StartAsync();

        await bank.PayAsync([BankServer.Payload(BankServer.Code(1))], new JsonObject { ["how"] = how });
        await bank.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(2));

        Assert.Equal(findings, await FoundAsync(bank, how == "late" ? "2026-11-23" : "2026-11-21"));
    }

    [Theory]
    [InlineData("lower", "exact")]
    [InlineData("spaced", "exact")]
    [InlineData("glued", "exact")]
    [InlineData("confused", "exact")]
    [InlineData("wrapped", "exact")]
    [InlineData("cut", "candidate")]
    [InlineData("lost", "unidentified")]
    public async Task A_mangled_text_is_read_as_the_key_says(string mangling, string finding)
    {
        await using var bank = await BankServer.StartAsync();
        var codes = Enumerable.Range(1, 40).Select(n => BankServer.Code((uint)n)).ToList();
        var open = codes.Select(code => (PaymentReference.TryParse(BankServer.Prefix, code.Purpose!, out var reference) ? reference : throw new InvalidOperationException(), code.Amount!.Value)).ToList();

        await bank.PayAsync([.. codes.Select(code => (JsonNode)BankServer.Payload(code)!)], new JsonObject { ["how"] = "mangled", ["mangling"] = mangling });

        foreach (var payment in (await bank.KeyAsync())["payments"]!.AsArray())
        {
            var (text, reference) = ((string)payment!["text"]!, (string)payment["reference"]!);
            Assert.Equal(finding, (string)payment["find"]!);
            Assert.Equal(finding == "exact" ? [reference] : [], Reader.Read(text).Exact.Select(found => found.Text));
            Assert.Equal(finding == "candidate" ? reference : null, finding == "exact" ? null : ReferenceCandidates.Find(Reader, text, 8_000, open)?.Text);
        }
    }

    [Fact]
    public async Task What_was_short_can_be_completed_and_what_was_taken_back_is_open_again()
    {
        await using var bank = await BankServer.StartAsync();
        JsonArray Payload() => [BankServer.Payload(BankServer.Code(1))];
        var paid = await bank.PayAsync(Payload(), new JsonObject { ["how"] = "too-little", ["by"] = 3_000 });
        await bank.PayAsync(Payload(), new JsonObject { ["amount"] = 3_000 });
        Assert.Equal("underpaid completes", await FoundAsync(bank));

        await bank.ControlAsync($"/movements/{paid[0]!["seq"]}/reverse", []);

        Assert.Equal("reversed underpaid reversal", await FoundAsync(bank));
        Assert.Equal(HttpStatusCode.NotFound, await bank.StatusAsync($"/movements/{paid[0]!["seq"]}/reverse", "{}"));
    }

    [Fact]
    public async Task Several_pay_at_one_moment()
    {
        await using var bank = await BankServer.StartAsync();

        var paid = await bank.PayAsync(BankServer.Payloads(50));

        Assert.Single(paid.Select(movement => (string)movement!["at"]!).Distinct());
        Assert.Equal(50, paid.Select(movement => (string)movement!["bankReference"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_card_is_swiped_and_reaches_no_account_before_its_batch_is_paid()
    {
        await using var bank = await BankServer.StartAsync();

        await bank.ControlAsync("/pay", new JsonObject { ["payloads"] = BankServer.Payloads(1), ["how"] = "card" });

        var key = await bank.KeyAsync();
        Assert.Empty(key["payments"]!.AsArray());
        Assert.Equal((8_000, BankServer.Code(1).Purpose), ((long)key["slips"]![0]!["amount"]!, (string)key["slips"]![0]!["reference"]!));
    }

    [Theory]
    [InlineData("00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5")]
    [InlineData("00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540480005802VN62150811H40DB2K7Q9X6304586E")]
    [InlineData("00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57")]
    [InlineData("hello")]
    public async Task A_code_that_an_application_cannot_pay_is_refused(string payload)
    {
        await using var bank = await BankServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await bank.StatusAsync("/pay", new JsonObject { ["payloads"] = new JsonArray(payload) }.ToJsonString()));
        Assert.Empty((await bank.ControlAsync("/movements"))["movements"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"payloads":["x"],"howw":"right"}""")]
    [InlineData("""{"payloads":[null]}""")]
    [InlineData("""{"payloads":[]}""")]
    [InlineData("""{"payloads":["x"],"how":"mangled"}""")]
    [InlineData("""{"payloads":["x"],"mangling":"cut"}""")]
    [InlineData("""{"payloads":["x"],"tellers":["nobody"]}""")]
    [InlineData("[")]
    public async Task An_order_that_is_not_understood_is_refused(string body)
    {
        await using var bank = await BankServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await bank.StatusAsync("/pay", body));
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        await using var bank = await BankServer.StartAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await bank.StatusAsync("/pay", new string(' ', 300 * 1024)));
    }

    [Fact]
    public async Task The_bank_remembers_what_was_paid_and_what_is_owed()
    {
        var folder = Directory.CreateTempSubdirectory("bank-twin").FullName;
        string before;
        await using (var bank = await BankServer.StartAsync(folder: folder))
        {
            await bank.ListenAsync("sepay");
            await bank.PayAsync(BankServer.Payloads(3));
            await bank.ControlAsync("/slips", new JsonObject { ["amount"] = 8_000 });
            before = (await bank.KeyAsync()).ToJsonString();
        }

        await using var again = await BankServer.StartAsync(folder: folder);

        Assert.Equal(before, (await again.KeyAsync()).ToJsonString());
        Assert.Equal(3, (await again.ControlAsync("/notices"))["owed"]!.AsArray().Count);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> FoundAsync(BankServer bank, string day = "2026-11-21") =>
        string.Join(' ', (await bank.KeyAsync(day))["payments"]!.AsArray().Select(payment => (string)payment!["find"]!));
}
