using System.Globalization;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Trust;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class SubscriptionOwnerTests(SubscriptionOwnerTests.LocalHub hub) : IClassFixture<SubscriptionOwnerTests.LocalHub>
{
    private const string Body = """{"url":"http://127.0.0.1:8443/hook","types":["*"],"active":false}""";
    private const string Since = """{"from":"2026-01-01T00:00:00Z"}""";

    [Fact]
    public async Task Another_case_system_sees_and_changes_nothing_of_a_subscription()
    {
        var (mine, other) = ((await hub.NewKeyAsync(Role.CaseSystem)).Text, (await hub.NewKeyAsync(Role.CaseSystem)).Text);
        var id = await AddAsync(mine);
        var before = await hub.GetAsync($"/subscriptions/{id}", mine);

        foreach (var (method, path, roles) in Routes().Where(route => route.Path.StartsWith("/subscriptions/{id}", StringComparison.Ordinal)))
        {
            var reply = await hub.SendAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), other, method is "PUT" ? Body : method is "POST" ? Since : null);
            Assert.True((reply.Status, reply.Problem) == (roles.Contains(Role.CaseSystem) ? (404, method is "HEAD" ? null : "not-found") : (403, "forbidden")), $"{method} {path}: {reply.Status} {reply.Text}");
        }

        Assert.DoesNotContain(id, (await hub.GetAsync("/subscriptions", other)).Text, StringComparison.Ordinal);
        Assert.Contains(id, (await hub.GetAsync("/subscriptions", mine)).Text, StringComparison.Ordinal);
        Assert.Equal(before.Text, (await hub.GetAsync($"/subscriptions/{id}", mine)).Text);
        Assert.Equal(204, (await hub.SendAsync("DELETE", $"/subscriptions/{id}", mine)).Status);
    }

    [Fact]
    public async Task What_the_centre_made_is_the_centres_own()
    {
        var id = await AddAsync(Role.Admin);

        Assert.Equal(404, (await hub.GetAsync($"/subscriptions/{id}", Role.CaseSystem)).Status);
        Assert.Equal(200, (await hub.GetAsync($"/subscriptions/{id}", Role.Operator)).Status);
        Assert.Equal(200, (await hub.SendAsync("PUT", $"/subscriptions/{id}", Role.Admin, Body)).Status);
    }

    [Fact]
    public async Task A_key_that_replaces_another_has_what_was_its()
    {
        var old = await hub.NewKeyAsync(Role.CaseSystem);
        var id = await AddAsync(old.Text);
        var rotated = await hub.SendAsync("POST", $"/keys/{old.Key.Id}/rotate", Role.Admin);
        var next = rotated.Json.GetProperty("key").GetString()!;
        var again = (await hub.SendAsync("POST", $"/keys/{rotated.Json.GetProperty("id").GetString()}/rotate", Role.Admin)).Json.GetProperty("key").GetString()!;

        foreach (var key in new[] { old.Text, next, again })
        {
            Assert.Equal(200, (await hub.GetAsync($"/subscriptions/{id}", key)).Status);
        }

        Assert.Equal(200, (await hub.SendAsync("POST", $"/subscriptions/{id}/rotate-secret", again)).Status);
    }

    [Fact]
    public async Task An_administrator_gives_a_subscription_to_another_key()
    {
        var (first, second) = (await hub.NewKeyAsync(Role.CaseSystem), await hub.NewKeyAsync(Role.CaseSystem));
        var id = await AddAsync(first.Text);

        Assert.Equal(400, (await hub.SendAsync("POST", $"/subscriptions/{id}/owner", Role.Admin, """{"owner":"nobody"}""")).Status);
        Assert.Equal(400, (await hub.SendAsync("POST", $"/subscriptions/{id}/owner", Role.Admin, $$"""{"owner":"{{hub.Keys[Role.Operator].Split('_')[1]}}"}""")).Status);
        var moved = await hub.SendAsync("POST", $"/subscriptions/{id}/owner", Role.Admin, $$"""{"owner":"{{second.Key.Id}}"}""");

        Assert.Equal(second.Key.Id, moved.Json.GetProperty("owner").GetString());
        Assert.Equal(404, (await hub.GetAsync($"/subscriptions/{id}", first.Text)).Status);
        Assert.Equal(200, (await hub.GetAsync($"/subscriptions/{id}", second.Text)).Status);
        Assert.Equal(200, (await hub.SendAsync("POST", $"/subscriptions/{id}/owner", Role.Admin, "{}")).Status);
        Assert.Equal(404, (await hub.GetAsync($"/subscriptions/{id}", second.Text)).Status);
    }

    [Fact]
    public async Task Where_an_event_goes_is_told_only_of_ones_own_subscriptions()
    {
        var (mine, other) = ((await hub.NewKeyAsync(Role.CaseSystem)).Text, (await hub.NewKeyAsync(Role.CaseSystem)).Text);
        var id = await AddAsync(mine);
        Assert.Equal(200, (await hub.SendAsync("PUT", $"/subscriptions/{id}", mine, Body.Replace("false", "true", StringComparison.Ordinal))).Status);
        var e = new CloudEvent
        {
            Id = "held-owner",
            Source = "/hub",
            Type = EventTypes.DeliveryHeld,
            Subject = "H40-OWNER",
            Time = DateTimeOffset.UtcNow,
            Data = """{"lane":"postal"}"""u8.ToArray(),
        };
        await hub.App.Services.GetRequiredService<IInbox>().AcceptAsync(
            [new Submission { Event = e, Digest = EventDigest.Of(e), ReceivedAt = DateTimeOffset.UtcNow, AcceptedBy = "hub", Direction = EventDirection.Out }], null, CancellationToken.None);

        Assert.Contains(id, (await hub.GetAsync("/events/held-owner", mine)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await hub.GetAsync("/events/held-owner", other)).Text, StringComparison.Ordinal);
        var sent = (await hub.GetAsync($"/subscriptions/{id}/deliveries", mine)).Json.GetProperty("deliveries");
        Assert.Equal(("H40-OWNER", EventTypes.DeliveryHeld), (sent[0].GetProperty("subject").GetString(), sent[0].GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Of_two_changes_thought_out_on_one_state_one_is_made()
    {
        var id = await AddAsync(Role.CaseSystem);
        var tag = (await hub.GetAsync($"/subscriptions/{id}", Role.CaseSystem)).Headers["ETag"];

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            hub.SendAsync("PUT", $"/subscriptions/{id}", Role.CaseSystem, Body.Replace("/hook", $"/hook/{n.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal), "application/json", ("If-Match", tag))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(7, replies.Count(reply => reply.Problem == "precondition-failed"));
    }

    private async Task<string> AddAsync(string key)
    {
        var made = await hub.SendAsync("POST", "/subscriptions", key, Body);
        Assert.Equal(201, made.Status);
        return made.Json.GetProperty("id").GetString()!;
    }

    private IEnumerable<(string Method, string Path, IReadOnlyList<string> Roles)> Routes() =>
        from source in ((IEndpointRouteBuilder)hub.App).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<Access>()!.Roles);

    /// <summary>A hub that may push to this machine, where nobody listens.</summary>
    public sealed class LocalHub : HubApp
    {
        protected override string[] Settings => ["--CaseSystem:AllowHttp=true", "--CaseSystem:AllowedNetworks:0=127.0.0.1", "--CaseSystem:ExtraPorts:0=8443"];
    }
}
