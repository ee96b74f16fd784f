using System.Text.Json;
using Hub.Tests.Http;
using Hub.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>A hub whose machine's clock is ahead of the database's.</summary>
public sealed class ClockTests(ClockTests.SomewhatAhead somewhat, ClockTests.FarAhead far) : IClassFixture<ClockTests.SomewhatAhead>, IClassFixture<ClockTests.FarAhead>
{
    [Fact]
    public async Task A_little_ahead_it_is_ready_and_says_so()
    {
        var reply = await somewhat.GetAsync("/health/ready", null);

        Assert.Equal((200, "ready"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        IsTold(reply.Json, 10, "switch NTP on at both machines");
    }

    [Fact]
    public async Task Far_ahead_it_is_not_ready_and_says_that_it_takes_no_deliveries()
    {
        var reply = await far.GetAsync("/health/ready", null);

        Assert.Equal((503, "not-ready"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        IsTold(reply.Json, 120, "takes no deliveries");
    }

    private static void IsTold(JsonElement health, double seconds, string words)
    {
        Assert.InRange(health.GetProperty("clockLead").GetDouble(), seconds - 5, seconds + 5);
        Assert.Contains(words, Assert.Single(health.GetProperty("reasons").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    public sealed class SomewhatAhead() : AheadHub("clock_somewhat", TimeSpan.FromSeconds(10));

    public sealed class FarAhead() : AheadHub("clock_far", TimeSpan.FromMinutes(2));

    public abstract class AheadHub(string schema, TimeSpan by) : HubApp
    {
        protected override string[] Settings =>
            ["--Store=postgres", $"--Postgres:ConnectionString={PostgresServer.Shared.ConnectionString()}", $"--Postgres:Schema={schema}"];

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(new AheadClock(by));
    }

    private sealed class AheadClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
