using Hub.Core.Steps;
using Hub.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Whoever floods the postal operators' door, closes it to himself only.</summary>
public sealed class PostalFloodTests : IAsyncLifetime, IDisposable
{
    private const string Second = "/postal/webhooks/second";
    private const string Path = "/postal/webhooks/myvnpost";
    private readonly Narrow _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task A_forgers_calls_are_held_off_and_use_up_nothing_of_the_operators_rate()
    {
        var forged = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            forged.Add((await _hub.SendAsync("POST", Path, null, i % 2 == 0 ? "{}" : Forged())).Status);
        }

        Assert.Equal([400, 401, 400, 401, 400], forged[..5]);
        Assert.All(forged[5..], status => Assert.Equal(429, status));
        Assert.Equal([200, 200, 200], await PushAsync(Path, 3));
        Assert.Equal(5, (await _hub.AuditAsync(0, 8)).Count(line => line.Entry is { Target: "myvnpost", Result: "denied", Detail: "unreadable" or "signature" }));
    }

    [Fact]
    public async Task An_operator_beyond_its_rate_is_held_off_while_another_passes()
    {
        Assert.Equal([200, 200, 200, 429, 429], await PushAsync(Path, 5));
        Assert.Equal([200, 200, 200, 429], await PushAsync(Second, 4));
    }

    [Fact]
    public async Task A_name_of_no_operator_is_a_strangers_and_leaves_no_line_for_each_call()
    {
        var replies = new List<HubApp.Reply>();
        for (var i = 0; i < 9; i++)
        {
            replies.Add(await _hub.SendAsync("POST", $"/postal/webhooks/nobody-{i}", null, "{}"));
        }

        await _hub.App.Services.GetServices<IStep>().Single(step => step.Name == "stranger-sums").RunOnceAsync(CancellationToken.None);

        Assert.Equal([404, 404, 404, 404, 404, 429, 429, 429, 429], replies.Select(reply => reply.Status));
        Assert.Equal([200], await PushAsync(Path, 1));
        var lines = await _hub.AuditAsync(0, 7);
        Assert.Equal(5, lines.Count(line => line.Entry is { Act: "POST /postal/webhooks/{operator}", Result: "denied", Detail: "not-found" }));
        Assert.Equal("4 more requests were refused", Assert.Single(lines, line => line.Entry.Act == "refusals").Entry.Detail);
    }

    private string Forged() => _hub.Call("CN1", 10).Replace("\"status\":10", "\"status\":14", StringComparison.Ordinal);

    private async Task<List<int>> PushAsync(string path, int calls)
    {
        var statuses = new List<int>();
        for (var i = 0; i < calls; i++)
        {
            statuses.Add((await _hub.SendAsync("POST", path, null, _hub.Call($"CN{i}", 10))).Status);
        }

        return statuses;
    }

    private sealed class Narrow : PostalWebhookTests.WithMyVnPost
    {
        protected override string[] Settings =>
            [.. base.Settings, "--Auth:RefusedBurst=5", "--Auth:RefusedPerSecond=0.001", "--Intake:PushBurst=3", "--Intake:PushesPerSecond=0.001"];
    }
}
