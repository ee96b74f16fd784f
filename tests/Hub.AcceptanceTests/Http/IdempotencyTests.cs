using Hub.Core.Trust;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class IdempotencyTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task A_repeat_gets_the_same_answer_and_does_nothing_more()
    {
        var first = await PlanAsync("plan-1", "{\"filter\":{\"lane\":\"national-portal\"}}");
        var second = await PlanAsync("plan-1", "{\"filter\":{\"lane\":\"national-portal\"}}");

        Assert.Equal((201, first.Text), (second.Status, second.Text));
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.False(first.Headers.ContainsKey("Idempotency-Replayed"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await PlanAsync("plan-2", "{}");

        Assert.Equal("idempotency-conflict", (await PlanAsync("plan-2", "{\"ratePerSecond\":2}")).Problem);
    }

    [Fact]
    public async Task Another_caller_may_use_the_same_key()
    {
        await PlanAsync("plan-3", "{}");

        Assert.Equal(201, (await PlanAsync("plan-3", "{\"ratePerSecond\":2}", Role.Admin)).Status);
    }

    [Fact]
    public async Task A_repeat_of_a_new_key_shows_everything_but_the_key()
    {
        const string Body = "{\"role\":\"operator\",\"name\":\"desk\"}";
        var first = await hub.SendAsync("POST", "/keys", Role.Admin, Body, headers: ("Idempotency-Key", "key-1"));
        var second = await hub.SendAsync("POST", "/keys", Role.Admin, Body, headers: ("Idempotency-Key", "key-1"));

        Assert.Equal(first.Json.GetProperty("id").GetString(), second.Json.GetProperty("id").GetString());
        Assert.StartsWith("hub_", first.Json.GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.False(second.Json.TryGetProperty("key", out _));
    }

    private Task<HubApp.Reply> PlanAsync(string key, string body, string role = Role.Operator) =>
        hub.SendAsync("POST", "/redrives", role, body, headers: ("Idempotency-Key", key));
}
