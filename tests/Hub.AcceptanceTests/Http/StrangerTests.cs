using System.Globalization;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Whoever knocks without a key, again and again.</summary>
public sealed class StrangerTests(StrangerTests.GuardedHub hub) : IClassFixture<StrangerTests.GuardedHub>
{
    [Fact]
    public async Task Beyond_a_few_refusals_a_stranger_is_held_off_and_told_in_one_line_of_the_audit_while_callers_with_keys_pass()
    {
        var replies = new List<HubApp.Reply>();
        foreach (var bearer in new[] { null, "hub_no_such_key", "x.y.z", null, "hub_no_such_key", null, null })
        {
            replies.Add(await hub.GetAsync("/lanes", bearer));
        }

        Assert.Equal([401, 401, 401, 429, 429, 429, 429], replies.Select(reply => reply.Status));
        Assert.Equal("rate-limited", replies[^1].Problem);
        Assert.InRange(int.Parse(replies[^1].Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 1000);
        Assert.Equal(200, (await hub.GetAsync("/lanes", Role.Operator)).Status);

        await hub.App.Services.GetServices<IStep>().Single(step => step.Name == "stranger-sums").RunOnceAsync(CancellationToken.None);

        // Four keys were made, and the operator's own look.
        var lines = await hub.AuditAsync(0, Shipped.Wings.Roles.Count + 5);
        Assert.Equal(3, lines.Count(line => line.Entry is { Act: "GET /lanes", Result: "denied" }));
        var sum = Assert.Single(lines, line => line.Entry.Act == "refusals").Entry;
        Assert.Equal(("anonymous", "127.0.0.1", "denied", "4 more requests were refused"), (sum.Actor, sum.Target, sum.Result, sum.Detail));
    }

    public sealed class GuardedHub : HubApp
    {
        protected override string[] Settings => ["--Auth:RefusedPerSecond=0.001", "--Auth:RefusedBurst=3"];
    }
}
