using Hub.Core.Trust;
using Hub.Payments;
using Hub.Payments.Qr;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>The code of a payment request as a payer gets it.</summary>
public sealed class RequestQrTests(RequestQrTests.WithAccount hub) : IClassFixture<RequestQrTests.WithAccount>
{
    private const string Account = "0011012345678";

    [Fact]
    public async Task The_slip_says_what_the_code_says_account_amount_and_reference()
    {
        var reference = await AskedAsync("F-1", "type-1");

        var page = await hub.GetAsync($"/payments/requests/{reference}/qr.html", Role.CaseSystem);

        Assert.All([Account, "970436", "8.000 đ", reference, "TRUNG TAM DEMO"], text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, "qr.png", "image/png", "PNG")]
    [InlineData(11, "qr.svg", "image/svg+xml", "<svg")]
    [InlineData(12, "qr.html", "text/html", "8.000 đ")]
    [InlineData(13, "qr.html?size=a4", "text/html", "210mm")]
    public async Task It_comes_as_a_picture_and_on_paper_and_no_cache_keeps_it(int number, string file, string media, string holds)
    {
        var reference = await AskedAsync($"F-{number}", "type-1");

        var reply = await hub.GetAsync($"/payments/requests/{reference}/{file}", PaymentsDescriptor.Role);

        Assert.Equal((200, media, "no-store"), (reply.Status, reply.MediaType, reply.Headers["Cache-Control"]));
        Assert.Contains(holds, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Software_that_draws_the_code_gets_its_text_to_the_letter()
    {
        var reference = await AskedAsync("F-14", "type-1");

        var reply = await hub.GetAsync($"/payments/requests/{reference}/qr.json", Role.CaseSystem);

        Assert.Equal((200, "application/json", "no-store"), (reply.Status, reply.MediaType, reply.Headers["Cache-Control"]));
        var code = VietQrReader.Read(reply.Json.GetProperty("payload").GetString()!).Code!;
        Assert.Equal(("970436", Account, 8000, reference), (code.Bin, code.Account, code.Amount, code.Purpose));
        Assert.Equal(
            ("970436", Account, "TRUNG TAM DEMO", 8000, reference),
            (reply.Json.GetProperty("bin").GetString(), reply.Json.GetProperty("account").GetString(), reply.Json.GetProperty("holder").GetString(), reply.Json.GetProperty("amount").GetInt64(), reply.Json.GetProperty("reference").GetString()));
    }

    [Fact]
    public async Task What_nobody_should_pay_any_more_is_not_shown()
    {
        var reference = await AskedAsync("F-2", "type-1");
        await hub.PostEventAsync($$"""{"specversion":"1.0","id":"cancel-F-2","source":"/centre","type":"vn.onestop.fee.cancelled.v1","subject":"H40.QR-F-2","data":{"fee":"F-2","reason":"Công dân rút hồ sơ","cancelledAt":"2026-11-21T10:00:00+07:00"} }""");

        var reply = await Eventually.FindAsync("withdrawn", async () => await PictureAsync(reference) is { Status: 409 } refused ? refused : null);

        Assert.Contains("withdrawn", reply.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await PictureAsync("LPHC0000000")).Status);
    }

    [Fact]
    public async Task A_fee_that_no_account_receives_has_no_code()
    {
        var reference = await AskedAsync("F-3", "of-nobody");

        var reply = await PictureAsync(reference);

        Assert.Equal(409, reply.Status);
        Assert.Contains("No account receives this fee", reply.Text, StringComparison.Ordinal);
    }

    private Task<HubApp.Reply> PictureAsync(string reference) => hub.GetAsync($"/payments/requests/{reference}/qr.svg", Role.CaseSystem);

    private async Task<string> AskedAsync(string number, string type)
    {
        await hub.PostEventAsync($$"""
            {"specversion":"1.0","id":"assess-{{number}}","source":"/centre","type":"vn.onestop.fee.assessed.v1","subject":"H40.QR-{{number}}",
             "data":{"fee":"{{number}}","feeType":"{{type}}","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":8000}],"assessedAt":"2026-11-21T09:00:00+07:00"} }
            """);
        var fee = await Eventually.FindAsync(number, async () => await hub.GetAsync($"/fees/{number}", PaymentsDescriptor.Role) is { Status: 200 } reply ? reply : null);
        return fee.Json.GetProperty("requests")[0].GetProperty("reference").GetString()!;
    }

    public sealed class WithAccount : HubApp
    {
        protected override string[] Settings =>
            ["--Payments:Accounts:0:Bin=970436", $"--Payments:Accounts:0:Number={Account}", "--Payments:Accounts:0:Holder=TRUNG TAM DEMO", "--Payments:Accounts:0:FeeTypes:0=type-1"];
    }
}
