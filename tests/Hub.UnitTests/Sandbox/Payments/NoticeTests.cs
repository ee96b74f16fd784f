using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Payments.Messengers;
using Hub.Sandbox.Payments;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Sandbox.Payments;

/// <summary>What the messengers send: signed as they publish it, again until it is answered as they want, and wrong where a script says so.</summary>
public sealed class NoticeTests
{
    private const string Kept = """{"error":false,"errorReason":null,"toastMessage":"","object":{"reftransactionid":"r-1"}}""";

    private static readonly string[] Names = ["sepay", "casso", "payos", "vietqr", "hmac"];

    [Theory]
    [InlineData("sepay")]
    [InlineData("casso")]
    [InlineData("payos")]
    [InlineData("vietqr")]
    [InlineData("hmac")]
    public async Task A_notice_bears_the_published_proof_and_is_read_as_what_was_paid(string name)
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync(name);
        bank.Answer = Answers(bank);
        var paid = (await bank.PayAsync(BankServer.Payloads(1)))[0]!;

        var result = (await bank.PushAsync())[0]!;

        Assert.True((bool)result["isTaken"]!, result.ToJsonString());
        var heard = bank.Heard.Last();
        Assert.True(IsProven(name, heard), heard.Text);
        var notice = Assert.IsType<MessengerReading.Told>(Messenger(name, bank.Clock).Read(Call(heard))).Notice;
        Assert.Equal((8_000, (string)paid["text"]!, (string)paid["bankReference"]!, BankServer.Account), (notice.Amount, notice.Text, notice.BankReference, notice.Account));
        Assert.Equal(BankServer.Start, notice.At);
    }

    [Fact]
    public async Task A_key_takes_the_place_of_the_signature()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("sepay", new JsonObject { ["secret"] = "the-key", ["usesApiKey"] = true });
        await bank.PayAsync(BankServer.Payloads(1));

        await bank.PushAsync();

        Assert.Equal("Apikey the-key", bank.Heard.Single().Headers["Authorization"]);
        Assert.IsType<MessengerReading.Told>(SePayMessenger.ByKey(bank.Clock, "the-key").Read(Call(bank.Heard.Single())));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("tampered")]
    [InlineData("unsigned")]
    [InlineData("html")]
    public async Task A_wrong_call_is_believed_by_no_messenger(string kind)
    {
        await using var bank = await BankServer.StartAsync();
        bank.Answer = Answers(bank);
        var paid = (await bank.PayAsync(BankServer.Payloads(1)))[0]!;
        foreach (var name in Names)
        {
            await bank.ListenAsync(name);
            await bank.PushAsync(new JsonObject { ["kind"] = kind, ["messenger"] = name, ["movements"] = new JsonArray((long)paid["seq"]!) });

            var reading = Messenger(name, bank.Clock).Read(Call(bank.Heard.Last()));

            // VietQR.vn's token does not cover the message.
            Assert.True(reading is MessengerReading.Refused || (kind == "html" && name == "vietqr" && reading is MessengerReading.Unclear), $"{name}: {reading}");
        }
    }

    [Fact]
    public async Task A_replayed_call_is_the_same_to_the_byte_and_a_repeated_one_is_signed_anew()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("sepay");
        var seq = (long)(await bank.PayAsync(BankServer.Payloads(1)))[0]!["seq"]!;
        await bank.PushAsync();
        await bank.PassAsync(TimeSpan.FromMinutes(6));

        await bank.PushAsync(new JsonObject { ["kind"] = "replayed", ["messenger"] = "sepay", ["movements"] = new JsonArray(seq) });
        await bank.PushAsync(new JsonObject { ["kind"] = "repeated", ["messenger"] = "sepay", ["movements"] = new JsonArray(seq) });

        var calls = bank.Heard.ToList();
        Assert.Equal(calls[0].Body, calls[1].Body);
        Assert.Equal(calls[0].Headers["X-SePay-Signature"], calls[1].Headers["X-SePay-Signature"]);
        bank.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.IsType<MessengerReading.Refused>(Messenger("sepay", bank.Clock).Read(Call(calls[1])));
        Assert.Equal(((long)calls[0].Json["id"]!, true), ((long)calls[2].Json["id"]!, Messenger("sepay", bank.Clock).Read(Call(calls[2])) is MessengerReading.Told));
    }

    [Fact]
    public async Task Scripts_tell_the_newest_first_and_slowly()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("hmac");
        JsonArray Seqs(JsonArray paid) => [.. paid.Select(movement => (JsonNode)(long)movement!["seq"]!)];
        var seqs = Seqs(await bank.PayAsync(BankServer.Payloads(3)));

        await bank.PushAsync(new JsonObject { ["kind"] = "reordered", ["messenger"] = "hmac", ["movements"] = seqs });
        await bank.PushAsync(new JsonObject { ["kind"] = "slow", ["messenger"] = "hmac", ["movements"] = new JsonArray(1), ["pauseMs"] = 0 });

        Assert.Equal(["bank-3", "bank-2", "bank-1", "bank-1"], bank.Heard.Select(heard => (string)heard.Json["id"]!));
    }

    [Theory]
    [InlineData("sepay", 200, """{"success":false}""")]
    [InlineData("sepay", 200, "<html>")]
    [InlineData("sepay", 500, """{"success":true}""")]
    [InlineData("vietqr", 200, """{"error":false,"object":{"reftransactionid":""}}""")]
    [InlineData("vietqr", 200, """{"error":true,"object":{"reftransactionid":"r-1"}}""")]
    [InlineData("casso", 503, "")]
    public async Task What_is_not_answered_as_published_is_told_again(string name, int status, string answer)
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync(name);
        await bank.PayAsync(BankServer.Payloads(1));
        bank.Answer = heard => heard.Path.EndsWith("token_generate", StringComparison.Ordinal) ? (200, """{"access_token":"t"}""") : (status, answer);

        Assert.False((bool)(await bank.PushAsync())[0]!["isTaken"]!);
        Assert.Empty(await bank.PushAsync());
        bank.Answer = Answers(bank);
        await bank.PassAsync(TimeSpan.FromMinutes(1));

        Assert.True((bool)(await bank.PushAsync())[0]!["isTaken"]!);
        await bank.PassAsync(TimeSpan.FromDays(1));
        Assert.Empty(await bank.PushAsync());
    }

    [Fact]
    public async Task A_pace_shortens_every_wait_by_the_same_share()
    {
        await using var bank = await BankServer.StartAsync(new PaymentsTwinOptions { PushesByItself = false, Pace = 1 / 60.0 });
        await bank.ListenAsync("sepay");
        await bank.PayAsync(BankServer.Payloads(1), new JsonObject { ["how"] = "twice" });
        bank.Answer = _ => (500, "");
        var seconds = new List<int>();
        for (var second = 0; second <= 120; second++)
        {
            seconds.AddRange((await bank.PushAsync()).Select(_ => second));
            await bank.PassAsync(TimeSpan.FromSeconds(1));
        }

        // The second transfer comes a minute of its world after the first.
        Assert.Equal([0, 1, 1, 2, 3, 4, 7, 8, 14, 15, 26, 27, 46, 47, 79, 80], seconds);
    }

    [Fact]
    public async Task SePay_tells_eight_times_in_all()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("sepay");
        await bank.PayAsync(BankServer.Payloads(1));
        bank.Answer = _ => (500, "");
        var minutes = new List<int>();
        for (var minute = 0; minute <= 120; minute++)
        {
            minutes.AddRange((await bank.PushAsync()).Select(_ => minute));
            await bank.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 3, 7, 14, 26, 46, 79], minutes);
    }

    [Theory]
    [InlineData("applied-no-answer", 1, false)]
    [InlineData("replay", 2, true)]
    [InlineData("html", 1, true)]
    public async Task A_fault_hits_what_goes_out_by_itself(string kind, int calls, bool isTaken)
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("hmac");
        await bank.ControlAsync("/faults", new JsonObject { ["kind"] = kind, ["operations"] = new JsonArray("notice"), ["times"] = 1 });
        await bank.PayAsync(BankServer.Payloads(1));

        var results = await bank.PushAsync();

        Assert.Equal((calls, isTaken), (bank.Heard.Count, (bool)results.Single()!["isTaken"]!));
    }

    [Fact]
    public async Task Notices_go_out_by_themselves_when_they_are_due()
    {
        await using var bank = await BankServer.StartAsync(new PaymentsTwinOptions());
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bank.Answer = _ =>
        {
            arrived.TrySetResult();
            return (200, """{"success":true}""");
        };
        await bank.ListenAsync("sepay");

        await bank.PayAsync(BankServer.Payloads(1), new JsonObject { ["how"] = "late" });
        await bank.PassAsync(TimeSpan.FromDays(2));
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("2026-11-23 09:15:30", (string)bank.Heard.First().Json["transactionDate"]!);
    }

    [Fact]
    public async Task What_only_the_file_tells_is_told_by_nobody()
    {
        await using var bank = await BankServer.StartAsync();
        await bank.ListenAsync("sepay");
        await bank.ListenAsync("hmac");

        await bank.PayAsync(BankServer.Payloads(1), new JsonObject { ["tellers"] = new JsonArray() });
        await bank.PayAsync(BankServer.Payloads(1), new JsonObject { ["tellers"] = new JsonArray("hmac") });

        Assert.Equal(["hmac"], (await bank.PushAsync()).Select(result => (string)result!["messenger"]!));
        Assert.Equal(["", "hmac"], (await bank.KeyAsync())["payments"]!.AsArray().Select(payment => string.Join(' ', payment!["witnesses"]!.AsArray())));
    }

    private static Func<Heard, (int, string)> Answers(BankServer bank) => heard =>
        heard.Path.EndsWith("token_generate", StringComparison.Ordinal) && VietQr(bank.Clock).Token(Call(heard)) is var token ? (token.Status, token.Json)
        : heard.Path.EndsWith("transaction-sync", StringComparison.Ordinal) ? (200, Kept)
        : (200, """{"success":true}""");

    private static IMessenger Messenger(string name, ManualClock clock) => name switch
    {
        "sepay" => SePayMessenger.BySignature(clock, "demo-webhook-secret"),
        "casso" => new CassoMessenger(clock, "demo-checksum-key"),
        "payos" => new PayOsMessenger("demo-checksum-key"),
        "vietqr" => VietQr(clock),
        _ => new HmacMessenger("demo", clock, "demo-hmac-secret"),
    };

    private static VietQrVnMessenger VietQr(ManualClock clock) => new("demo", "demo-password", clock);

    private static MessengerCall Call(Heard heard) => new(heard.Body, heard.Headers);

    /// <summary>Computed here from the partners' pages, apart from both sides.</summary>
    private static bool IsProven(string name, Heard heard)
    {
        switch (name)
        {
            case "sepay":
                return heard.Headers["X-SePay-Signature"] == "sha256=" + Sha256("demo-webhook-secret", $"{heard.Headers["X-SePay-Timestamp"]}.{heard.Text}");
            case "hmac":
                return heard.Headers["X-Hub-Signature"] == "sha256=" + Sha256("demo-hmac-secret", $"{heard.Headers["X-Hub-Timestamp"]}.{heard.Text}");
            case "casso":
                var parts = heard.Headers["X-Casso-Signature"].Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
                var data = heard.Json["data"]!.AsObject();
                var sorted = string.Join(',', data.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => $"\"{member.Key}\":{(member.Value is JsonValue value && value.TryGetValue<string>(out var text) ? $"\"{text}\"" : member.Value)}"));
                var message = $"{parts["t"]}.{{\"data\":{{{sorted}}},\"error\":0}}";
                return parts["v1"] == Convert.ToHexStringLower(HMACSHA512.HashData("demo-checksum-key"u8, Encoding.UTF8.GetBytes(message)));
            case "payos":
                var members = heard.Json["data"]!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value?.ToString() ?? ""}");
                return (string)heard.Json["signature"]! == Sha256("demo-checksum-key", string.Join('&', members));
            default:
                return heard.Headers["Authorization"].StartsWith("Bearer ", StringComparison.Ordinal) && heard.Path.EndsWith("/bank/api/transaction-sync", StringComparison.Ordinal);
        }
    }

    private static string Sha256(string key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
