using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Trust;
using Hub.Payments;
using Hub.Payments.Settings;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Messengers of money at their own doors: forged, replayed, repeated, reordered, and with their answers lost.</summary>
public sealed class MessengerTests(MessengerTests.WithMessengers hub) : IClassFixture<MessengerTests.WithMessengers>
{
    private const string Account = "0011012345678";

    public static TheoryData<string> All => ["sepay", "casso", "payos", "hmac", "platform", "vietqr"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_signed_is_booked_once_however_often_it_is_told(string messenger)
    {
        var id = $"once-{messenger}";
        var call = await CallAsync(messenger, id, 11_000);

        var first = await SendAsync(call);
        var again = await SendAsync(call);

        Assert.Equal((200, 200, first.Text), (first.Status, again.Status, again.Text));
        Assert.Equal("application/json", first.MediaType);
        Assert.Contains(Confirmation(messenger), first.Text, StringComparison.Ordinal);
        var payment = Assert.Single(await PaymentsAsync(messenger, id));
        Assert.Equal((11_000, "unidentified"), (payment.GetProperty("amount").GetInt64(), payment.GetProperty("state").GetString()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_forged_is_refused_and_never_booked(string messenger)
    {
        var id = $"forged-{messenger}";
        var call = await CallAsync(messenger, id, 12_000);
        var forged = messenger == "vietqr" ? call with { Headers = [("Authorization", "Bearer 9999999999.00")] } : call with { Body = call.Body.Replace("12000", "99000", StringComparison.Ordinal) };

        var reply = await SendAsync(forged);

        Assert.Equal(401, reply.Status);
        Assert.Empty(await PaymentsAsync(messenger, id));
        Assert.Equal(401, (await SendAsync(call with { Headers = [], Body = messenger is "payos" or "platform" ? forged.Body : call.Body })).Status);
    }

    [Theory]
    [InlineData("sepay")]
    [InlineData("casso")]
    [InlineData("hmac")]
    public async Task What_was_signed_long_ago_is_refused(string messenger) =>
        Assert.Equal(401, (await SendAsync(await CallAsync(messenger, $"late-{messenger}", 1000, DateTimeOffset.UtcNow.AddMinutes(-6)))).Status);

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_a_stranger_signs_is_refused_and_never_booked(string messenger)
    {
        var id = $"stranger-{messenger}";

        Assert.Equal(401, (await SendAsync(await CallAsync(messenger, id, 13_000, secret: "stranger-secret"))).Status);
        Assert.Empty(await PaymentsAsync(messenger, id));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_told_again_with_a_new_signature_is_booked_once(string messenger)
    {
        var id = $"anew-{messenger}";

        var first = await SendAsync(await CallAsync(messenger, id, 14_000, DateTimeOffset.UtcNow.AddMinutes(-1)));
        var again = await SendAsync(await CallAsync(messenger, id, 14_000));

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Contains(Confirmation(messenger), again.Text, StringComparison.Ordinal);
        Assert.Single(await PaymentsAsync(messenger, id));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Told_newest_first_and_mixed_each_is_booked_once(string messenger)
    {
        var (older, newer) = (await CallAsync(messenger, $"row-{messenger}-1", 15_000), await CallAsync(messenger, $"row-{messenger}-2", 16_000));
        foreach (var call in new[] { newer, older, newer, older })
        {
            Assert.Equal(200, (await SendAsync(call)).Status);
        }

        Assert.Equal([16_000, 15_000], (await PaymentsAsync(messenger, $"row-{messenger}")).Select(payment => payment.GetProperty("amount").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Whoever_lost_the_answer_tells_again_and_it_is_booked_once(string messenger)
    {
        var id = $"unheard-{messenger}";
        var call = await CallAsync(messenger, id, 17_000);

        using (await SendUnheardAsync(call))
        {
            await Eventually.HoldsAsync("the call is booked", async () => (await PaymentsAsync(messenger, id)).Count > 0);
        }

        var again = await SendAsync(call);

        Assert.Equal(200, again.Status);
        Assert.Contains(Confirmation(messenger), again.Text, StringComparison.Ordinal);
        Assert.Single(await PaymentsAsync(messenger, id));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_same_id_with_another_amount_is_no_second_payment_but_a_task(string messenger)
    {
        var id = $"other-{messenger}";
        await SendAsync(await CallAsync(messenger, id, 18_000));

        Assert.Equal(200, (await SendAsync(await CallAsync(messenger, id, 19_000))).Status);

        Assert.Equal(18_000, Assert.Single(await PaymentsAsync(messenger, id)).GetProperty("amount").GetInt64());
        var tasks = (await hub.GetAsync("/tasks?limit=500", Role.Admin)).Json.GetProperty("tasks").EnumerateArray();
        Assert.Single(tasks, task => task.GetProperty("kind").GetString() == PaymentTaskKinds.MessageUnclear && task.GetProperty("subject").GetString()!.StartsWith(messenger, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_credit_told_in_any_order_by_three_is_one_payment()
    {
        foreach (var (order, text) in ((string[], string)[])[(["sepay", "casso", "vietqr"], "LE PHI HO TICH SO 1"), (["vietqr", "sepay", "casso"], "LE PHI HO TICH SO 2")])
        {
            var amount = 20_000 + text[^1];
            foreach (var messenger in order)
            {
                Assert.Equal(200, (await SendAsync(await CallAsync(messenger, $"{messenger}{text[^1]}", amount, text: text, bank: $"FT2632500000{text[^1]}"))).Status);
            }

            var payment = Assert.Single(await AllAsync(), payment => payment.GetProperty("amount").GetInt64() == amount);
            Assert.Equal(order, payment.GetProperty("witnesses").EnumerateArray().Select(witness => witness.GetProperty("source").GetString()!));
        }
    }

    [Fact]
    public async Task A_fee_is_paid_by_its_reference_and_the_case_system_is_told()
    {
        const string dossier = "000.00.01.H40-261121-0077";
        await hub.PostEventAsync($$"""
            {"specversion":"1.0","id":"fee-77","source":"/centre","type":"vn.onestop.fee.assessed.v1","subject":"{{dossier}}",
             "data":{"fee":"F-77","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":8000}],"assessedAt":"2026-11-21T09:00:00+07:00"} }
            """);
        var fee = await UntilAsync("/fees/F-77", reply => reply.Status == 200);
        var reference = fee.GetProperty("requests")[0].GetProperty("reference").GetString()!;

        Assert.Equal(200, (await SendAsync(await CallAsync("sepay", "fee-77", 8000, text: $"NGUYEN VAN A {reference}"))).Status);

        var paid = await UntilAsync($"/fees/{Uri.EscapeDataString($"{dossier}/F-77")}", reply => reply.Status == 200 && reply.Json.GetProperty("state").GetString() == "paid");
        Assert.Equal((8000, 0), (paid.GetProperty("paid").GetInt64(), paid.GetProperty("missing").GetInt64()));
        Assert.Equal("used", paid.GetProperty("requests")[0].GetProperty("state").GetString());
        Assert.Equal(0, (await hub.GetAsync("/payments/ledger", PaymentsDescriptor.Role)).Json.GetProperty("faults").GetArrayLength());
        Assert.Contains((await hub.GetAsync($"/fees?dossier={dossier}", PaymentsDescriptor.Role)).Json.GetProperty("fees").EnumerateArray(), each => each.GetProperty("number").GetString() == "F-77");
    }

    [Fact]
    public async Task A_statement_is_booked_once_and_one_that_does_not_close_never()
    {
        const string file = ":20:D\n:25:0099\n:28C:1/1\n:60F:C261120VND0,\n:61:2611211121C31000,NTRFNONREF//FT9\n:86:SAO KE\n:62F:C261121VND31000,\n-\n";
        var first = await hub.SendAsync("POST", "/statements?name=a.sta", PaymentsDescriptor.Role, file, "application/octet-stream");
        var again = await hub.SendAsync("POST", "/statements", PaymentsDescriptor.Role, file, "application/octet-stream");
        var open = await hub.SendAsync("POST", "/statements", PaymentsDescriptor.Role, file.Replace("VND31000", "VND32000", StringComparison.Ordinal), "application/octet-stream");

        Assert.Equal((200, 1, 0), (first.Status, first.Json.GetProperty("added").GetInt32(), first.Json.GetProperty("known").GetInt32()));
        Assert.Equal((0, 1), (again.Json.GetProperty("added").GetInt32(), again.Json.GetProperty("known").GetInt32()));
        Assert.Equal((0, 1000), (open.Json.GetProperty("added").GetInt32(), open.Json.GetProperty("statements")[0].GetProperty("difference").GetInt64()));
        Assert.Single(await AllAsync(), payment => payment.GetProperty("account").GetString() == "0099");
    }

    [Fact]
    public async Task A_full_card_number_is_nowhere_after_its_money_is_booked()
    {
        const string card = "4929123412341232";
        foreach (var messenger in (string[])["sepay", "casso", "payos", "hmac", "platform", "vietqr"])
        {
            Assert.Equal(200, (await SendAsync(await CallAsync(messenger, $"card-{messenger}", 13_000, text: $"THE {card} {messenger}"))).Status);
            Assert.Equal($"THE 492912******1232 {messenger}", Assert.Single(await PaymentsAsync(messenger, $"card-{messenger}")).GetProperty("text").GetString());
        }

        var refused = await hub.PostEventAsync($$"""
            {"specversion":"1.0","id":"card-1","source":"/centre","type":"vn.onestop.payment.cash-received.v1","subject":"000.00.01.H40-261121-0078",
             "data":{"receipt":"BL-CARD","fee":"F-78","amount":8000,"receivedBy":"Trần Thử","payerName":"VISA {{card}}","receivedAt":"2026-11-21T09:15:30+07:00"} }
            """);
        Assert.Equal((422, true), (refused.Status, refused.Text.Contains("/data/payerName", StringComparison.Ordinal)));
        Assert.DoesNotContain(card, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Log.Lines, line => line.Contains(card, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(hub.Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain(card, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_too_large_or_of_nobody_is_turned_away_in_the_messengers_words()
    {
        var large = await hub.SendAsync("POST", "/payments/sepay", null, new string(' ', (64 * 1024) + 1));
        Assert.Equal((413, "application/json"), (large.Status, large.MediaType));
        Assert.Equal(404, (await hub.SendAsync("POST", "/payments/hmac/nobody", null, "{}")).Status);
        Assert.Equal(401, (await hub.SendAsync("POST", "/payments/vietqr/api/token_generate", null, "", "application/json", ("Authorization", "Basic " + Base64("demo:wrong")))).Status);
    }

    private static string Confirmation(string messenger) => messenger switch
    {
        "platform" => "\"MaLoi\":\"00\"",
        "vietqr" => "\"reftransactionid\":\"",
        _ => """{"success":true}""",
    };

    // Everything is said, and nobody reads the answer; whoever gets the connection hangs up.
    private async Task<TcpClient> SendUnheardAsync(Call call)
    {
        var body = Encoding.UTF8.GetBytes(call.Body);
        var head = $"POST {call.Path} HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{string.Concat(call.Headers.Select(header => $"{header.Name}: {header.Value}\r\n"))}\r\n";
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(hub.App.Urls.First()).Port);
        await socket.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        return socket;
    }

    private async Task<HubApp.Reply> SendAsync(Call call) => await hub.SendAsync("POST", call.Path, null, call.Body, "application/json", call.Headers);

    private async Task<IReadOnlyList<JsonElement>> AllAsync() =>
        [.. (await hub.GetAsync("/payments?limit=1000", PaymentsDescriptor.Role)).Json.GetProperty("payments").EnumerateArray()];

    private async Task<IReadOnlyList<JsonElement>> PaymentsAsync(string messenger, string id) =>
        [.. (await AllAsync()).Where(payment => payment.GetProperty("witnesses").EnumerateArray().Any(witness =>
            witness.GetProperty("source").GetString()!.StartsWith(messenger, StringComparison.Ordinal) && witness.GetProperty("key").GetString()!.Contains(id, StringComparison.Ordinal)))];

    private async Task<JsonElement> UntilAsync(string path, Func<HubApp.Reply, bool> holds) =>
        (await Eventually.FindAsync(path, async () => await hub.GetAsync(path, PaymentsDescriptor.Role) is var reply && holds(reply) ? reply : null)).Json;

    private async Task<Call> CallAsync(string messenger, string id, long amount, DateTimeOffset? at = null, string? text = null, string? bank = null, string secret = "demo-secret")
    {
        var seconds = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        text ??= $"CHUYEN TIEN {id}";
        bank ??= $"{messenger}{id}";
        const string when = "2026-11-21 09:15:30";
        var key = Encoding.UTF8.GetBytes(secret);
        string Hmac(string message) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message)));
        switch (messenger)
        {
            case "sepay":
                var sepay = $$"""{"id":"{{id}}","gateway":"Vietcombank","transactionDate":"{{when}}","accountNumber":"{{Account}}","code":null,"content":"{{text}}","transferType":"in","transferAmount":{{amount}},"referenceCode":"{{bank}}","description":""}""";
                return new Call("/payments/sepay", sepay, [("X-SePay-Timestamp", seconds), ("X-SePay-Signature", $"sha256={Hmac($"{seconds}.{sepay}")}")]);
            case "casso":
                var casso = $$"""{"data":{"accountNumber":"{{Account}}","amount":{{amount}},"description":"{{text}}","id":"{{id}}","reference":"{{bank}}","transactionDateTime":"{{when}}"},"error":0}""";
                return new Call("/payments/casso", casso, [("X-Casso-Signature", $"t={seconds}000,v1={Convert.ToHexStringLower(HMACSHA512.HashData(key, Encoding.UTF8.GetBytes($"{seconds}000.{casso}")))}")]);
            case "payos":
                var fields = $"accountNumber={Account}&amount={amount}&code=00&currency=VND&description={text}&orderCode={id}&paymentLinkId={id}&reference={bank}&transactionDateTime={when}";
                return new Call(
                    "/payments/payos",
                    $$$"""{"code":"00","desc":"success","data":{"accountNumber":"{{{Account}}}","amount":{{{amount}}},"code":"00","currency":"VND","description":"{{{text}}}","orderCode":"{{{id}}}","paymentLinkId":"{{{id}}}","reference":"{{{bank}}}","transactionDateTime":"{{{when}}}"},"signature":"{{{Hmac(fields)}}}"}""",
                    []);
            case "hmac":
                var plain = $$"""{"id":"{{id}}","amount":{{amount}},"account":"{{Account}}","at":"2026-11-21T09:15:30+07:00","text":"{{text}}","bankReference":"{{bank}}"}""";
                return new Call("/payments/hmac/demo", plain, [("X-Hub-Timestamp", seconds), ("X-Hub-Signature", $"sha256={Hmac($"{seconds}.{plain}")}")]);
            case "platform":
                var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"CONFIRM|00|DEMOPARTNER|{id}|{amount}|VND|{bank}|VCB|20261121091742|{text}|{secret}")));
                return new Call(
                    "/payments/platform/confirm",
                    $$"""{"LoaiBanTin":"CONFIRM","MaLoi":"00","MaDoiTac":"DEMOPARTNER","MaThamChieu":"{{id}}","SoTien":"{{amount}}","MaTienTe":"VND","MaGiaoDich":"{{bank}}","MaNganHang":"VCB","ThoiGianGD":"20261121091742","ThongTinGiaoDich":"{{text}}","MaXacThuc":"{{digest}}"}""",
                    []);
            default:
                var given = (await hub.SendAsync("POST", "/payments/vietqr/api/token_generate", null, "", "application/json", ("Authorization", "Basic " + Base64($"demo:{secret}")))).Json;
                var token = given.TryGetProperty("access_token", out var told) ? told.GetString() : "none";
                return new Call(
                    "/payments/vietqr/bank/api/transaction-sync",
                    $$"""{"transactionid":"{{id}}","transactiontime":1795227330000,"referencenumber":"{{bank}}","amount":{{amount}},"content":"{{text}}","bankaccount":"{{Account}}","transType":"C"}""",
                    [("Authorization", $"Bearer {token}")]);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private sealed record Call(string Path, string Body, (string Name, string Value)[] Headers);

    public sealed class WithMessengers : HubApp
    {
        protected override string[] Settings =>
        [
            "--Payments:Platform:Secret=demo-secret", "--Payments:SePay:Secret=demo-secret", "--Payments:Casso:ChecksumKey=demo-secret", "--Payments:PayOs:ChecksumKey=demo-secret",
            "--Payments:VietQr:Username=demo", "--Payments:VietQr:Password=demo-secret", "--Payments:Hmac:demo:Secret=demo-secret", "--Intake:PushesPerSecond=1000", "--Intake:PushBurst=1000",
        ];
    }
}
