using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Payments;
using Hub.Payments.Asking;
using Hub.Payments.Booking;
using Hub.Sandbox;
using Hub.Sandbox.Payments;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Money asked for at the national platform's twin: opened, asked for and receipted, with its faults.</summary>
public sealed class PlatformOrderTests(PlatformOrderTests.WithPlatform hub) : IClassFixture<PlatformOrderTests.WithPlatform>
{
    private const string Dossier = "000.00.01.H40-261121-07";

    [Theory]
    [InlineData("11", null)]
    [InlineData("12", "html")]
    [InlineData("13", "torn")]
    [InlineData("14", "applied-no-answer")]
    public async Task An_order_is_opened_paid_and_booked_once_whatever_breaks_between(string number, string? fault)
    {
        var request = await AskedAsync(number);
        if (fault is not null)
        {
            await hub.FaultAsync(fault, "init");
            Assert.Equal("unavailable", (await OpenAsync(request)).Problem);
        }

        var opened = await OpenAsync(request);
        Assert.True(opened.Status == 200, opened.Text);
        var reference = opened.Json.GetProperty("reference").GetString()!;
        Assert.Equal(("pending", 8000, reference), (opened.Json.GetProperty("state").GetString(), opened.Json.GetProperty("amount").GetInt64(), (await OpenAsync(request)).Json.GetProperty("reference").GetString()));
        Assert.EndsWith($"/platform/pay/{reference}", opened.Json.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.Equal("wrong-state", (await BillAsync(reference)).Problem);
        await hub.Twin.JsonAsync("POST", $"_twin/payments/bills/{reference}/decide", new JsonObject { ["state"] = "paid" });
        if (fault is not null)
        {
            await hub.FaultAsync(fault, "query");
            Assert.NotNull(await hub.QueryAsync(reference));
        }

        Assert.Null(await hub.QueryAsync(reference));
        Assert.Null(await hub.QueryAsync(reference));

        var paid = (await hub.GetAsync($"/fees/P-{number}", PaymentsDescriptor.Role)).Json;
        Assert.Equal("paid", paid.GetProperty("state").GetString());
        Assert.Equal("platform-query", Assert.Single(Assert.Single(paid.GetProperty("payments").EnumerateArray()).GetProperty("witnesses").EnumerateArray()).GetProperty("source").GetString());
        Assert.Contains(
            (await hub.GetAsync("/payments/orders?state=booked", PaymentsDescriptor.Role)).Json.GetProperty("orders").EnumerateArray(), order => order.GetProperty("reference").GetString() == reference);
        var bill = await BillAsync(reference);
        Assert.Equal((200, "application/pdf"), (bill.Status, bill.MediaType));
        Assert.StartsWith("%PDF-", bill.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_portal_asks_what_of_a_dossier_is_to_be_paid()
    {
        await AskedAsync("21");

        var bill = await LookUpAsync($$"""{"MaHoSo":"{{Dossier}}21"}""");

        Assert.Equal((0, "8000", "Lệ phí hộ tịch"), (
            bill.GetProperty("error_code").GetInt32(), bill.GetProperty("SoTien").GetString(), bill.GetProperty("PhiLePhi")[0].GetProperty("TenPhiLePhi").GetString()));
        Assert.Equal(-1, (await LookUpAsync("""{"MaHoSo":"H40.NOBODY"}""")).GetProperty("error_code").GetInt32());
        Assert.Equal(-1, (await LookUpAsync("<html>")).GetProperty("error_code").GetInt32());
        Assert.Equal(403, (await hub.SendAsync("POST", "/payments/platform/dptracuuthanhtoanhs", Role.Operator, "{}")).Status);
    }

    [Fact]
    public async Task What_is_not_to_be_paid_is_not_asked_for()
    {
        Assert.Equal("not-found", (await OpenAsync("LPHC0000000")).Problem);
        Assert.Equal("invalid-request", (await hub.SendAsync("POST", "/payments/orders", PaymentsDescriptor.Role, "{}")).Problem);
        Assert.Equal("not-found", (await BillAsync("dvcNOBODY")).Problem);
    }

    private async Task<JsonElement> LookUpAsync(string question) => (await hub.SendAsync("POST", "/payments/platform/dptracuuthanhtoanhs", PaymentsDescriptor.PlatformRole, question)).Json;

    private Task<HubApp.Reply> OpenAsync(string request) => hub.SendAsync("POST", "/payments/orders", Role.CaseSystem, $$"""{"request":"{{request}}"}""");

    private Task<HubApp.Reply> BillAsync(string reference) => hub.GetAsync($"/payments/orders/{reference}/bill.pdf", PaymentsDescriptor.Role);

    private async Task<string> AskedAsync(string number)
    {
        await hub.PostEventAsync($$"""
            {"specversion":"1.0","id":"assess-P-{{number}}","source":"/centre","type":"vn.onestop.fee.assessed.v1","subject":"{{Dossier}}{{number}}",
             "data":{"fee":"P-{{number}}","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":8000}],"assessedAt":"2026-11-21T09:00:00+07:00"} }
            """);
        var fee = await Eventually.FindAsync(number, async () => await hub.GetAsync($"/fees/P-{number}", PaymentsDescriptor.Role) is { Status: 200 } reply ? reply : null);
        return fee.Json.GetProperty("requests")[0].GetProperty("reference").GetString()!;
    }

    public sealed class WithPlatform : HubApp, IAsyncLifetime
    {
        private WebApplication _twins = null!;

        internal Caller Twin { get; private set; } = null!;

        protected override string[] Settings =>
        [
            "--Payments:Accounts:0:Bin=970436", "--Payments:Accounts:0:Number=0011012345678", "--Payments:Accounts:0:Holder=TRUNG TAM DEMO",
            $"--Payments:Platform:Url={_twins.Urls.First()}/bank/platform", "--Payments:Platform:Partner=DEMOPARTNER", "--Payments:Platform:Secret=DEMO-SECRET",
        ];

        public new async Task InitializeAsync()
        {
            _twins = SandboxHost.Build(new SandboxOptions { Seed = 7, Payments = new PaymentsTwinOptions { PushesByItself = false } });
            await _twins.StartAsync();
            Twin = new Caller(new Uri(_twins.Urls.First()));
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            Twin.Dispose();
            await _twins.StopAsync();
            await _twins.DisposeAsync();
        }

        /// <summary>The next call of this kind goes wrong.</summary>
        public Task FaultAsync(string kind, string operation) =>
            Twin.JsonAsync("POST", "_twin/payments/faults", new JsonObject { ["kind"] = kind, ["times"] = 1, ["operations"] = new JsonArray(operation) });

        /// <summary>As the loop does when the order is due.</summary>
        public async Task<TimeSpan?> QueryAsync(string reference) => await App.Services.GetRequiredService<PlatformOrderService>()
            .QueryAsync((await App.Services.GetRequiredService<IPlatformOrders>().FindAsync(reference, default))!, default);
    }
}
