using System.Globalization;
using Hub.Core.Trust;
using Hub.NationalPortal;
using Hub.Tests.Http;
using Hub.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>One trace from the request that came in to the request that goes out, through the store.</summary>
public sealed class TraceTests(TraceTests.PushingHub hub) : IClassFixture<TraceTests.PushingHub>
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_partner_is_called_under_the_trace_of_the_post_it_follows_from()
    {
        var called = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = Receiver(called);
        await receiver.StartAsync();
        var made = await hub.SendAsync("POST", "/subscriptions", Role.Admin, $"{{\"url\":\"http://127.0.0.1:{hub.Port}/hook\",\"types\":[\"*\"]}}");
        Assert.Equal(201, made.Status);

        await hub.SendAsync("POST", "/portal/nhanhsdvcqg", NationalPortalDescriptor.Role, """{"MaHoSo":"G09.20-20260609-0092637","MaTTHC":"1.000656"}""",
            headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));

        var traceParent = await called.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith($"00-{Trace}-", traceParent, StringComparison.Ordinal);
        Assert.DoesNotContain("b7ad6b7169203331", traceParent, StringComparison.Ordinal);
    }

    private WebApplication Receiver(TaskCompletionSource<string> called)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{hub.Port}"));
        var app = builder.Build();
        app.Run(http =>
        {
            called.TrySetResult(http.Request.Headers["traceparent"].ToString());
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        return app;
    }

    public sealed class PushingHub : HubApp
    {
        public int Port { get; } = LoopbackPort.Next();

        protected override string[] Settings =>
            ["--CaseSystem:AllowHttp=true", "--CaseSystem:AllowedNetworks:0=127.0.0.0/8", string.Create(CultureInfo.InvariantCulture, $"--CaseSystem:ExtraPorts:0={Port}")];
    }
}
