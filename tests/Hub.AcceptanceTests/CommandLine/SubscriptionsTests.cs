using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Functions.Shell;
using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

/// <summary>The page for the developer of a case system, done as it is written.</summary>
public sealed partial class SubscriptionsTests(SubscriptionsTests.OpenHub hub) : IClassFixture<SubscriptionsTests.OpenHub>, IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "schemas/case-system/five-minutes.md"));
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_event_of_the_page_is_accepted()
    {
        var reply = await hub.PostEventAsync(Block("json"));

        Assert.True(reply.Status == 202, reply.Text);
    }

    [Fact]
    public async Task The_receiver_of_the_page_takes_each_event_once_and_no_forgery()
    {
        Assert.InRange(Block("python").Split('\n').Count(line => line.Trim().Length > 0), 1, 20);
        var made = await JsonAsync("add", $"http://127.0.0.1:{hub.Port}/hook");
        var (id, secret) = (Text(made, "id"), Text(made, "secret"));
        var forged = Text(await JsonAsync("add", $"http://127.0.0.1:{hub.Port}/hook", "--type", EventTypes.DeliveryHeld), "id");
        await File.WriteAllTextAsync(_folder["receiver.py"], Block("python"));
        using var receiver = ServerProcess.Start(
            Directory.CreateDirectory(_folder["receiver"]).FullName, "KILL", new Dictionary<string, string> { ["SECRET"] = secret },
            "python3", _folder["receiver.py"], hub.Port.ToString(CultureInfo.InvariantCulture));
        await Eventually.HoldsAsync("the receiver takes a test event", async () => Text(await JsonAsync("test", id), "outcome") is "done");
        Assert.Equal("defer", Text(await JsonAsync("test", forged), "outcome"));

        await JsonAsync("remove", forged);
        await TellAsync("page-1");
        var first = await DeliveredAsync(id, 1);
        Assert.Equal((1, 0), await ReplayAsync(id));
        var both = await DeliveredAsync(id, 2);

        Assert.Equal(Text(first[0], "webhookId"), Text(both[0], "webhookId"));
        Assert.NotEqual(Text(both[0], "id"), Text(both[1], "id"));
        Assert.StartsWith("HTTP 204", Text(both[0]["attempts"]![0]!, "answer"), StringComparison.Ordinal);
        Assert.Equal("N*** V*** T***", both[0]["data"]!["receiver"]!["name"]!.GetValue<string>());
        var printed = receiver.Log.Split('\n');
        Assert.Single(printed, line => line.StartsWith($"event {ProofType} {Text(first[0], "webhookId")}", StringComparison.Ordinal));
        Assert.Contains(printed, line => line.StartsWith("event vn.onestop.subscription.test.v1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_is_kept_in_hand_in_the_language_that_is_read()
    {
        var made = await RunAsync(Language.English, "add", $"http://127.0.0.1:{hub.Port}/hook/of/the/case/system", "--type", ProofType);
        var id = Id().Match(made.Output).Value;
        Assert.Single(made.Lines, line => line.StartsWith("secret: whsec_", StringComparison.Ordinal));
        var rotated = await RunAsync(Language.Vietnamese, "rotate", id);
        var secret = rotated.Lines.Single(line => line.StartsWith("secret: ", StringComparison.Ordinal));
        Assert.Contains(rotated.Lines, line => line.Contains("chỉ hiện một lần", StringComparison.Ordinal));

        var listed = await RunAsync(Language.English, "list");
        Assert.Contains($"{id}  active", listed.Lines);
        Assert.Contains("  the centre's own", listed.Lines);
        Assert.DoesNotContain(secret["secret: ".Length..], listed.Output, StringComparison.Ordinal);
        Assert.Contains("của trung tâm", (await RunAsync(Language.Vietnamese, "list")).Output, StringComparison.Ordinal);
        var key = hub.Keys[Role.CaseSystem].Split('_')[1];
        Assert.Contains($"of key: {key}", (await RunAsync(Language.English, "owner", id, key)).Output, StringComparison.Ordinal);
        Assert.Contains("1 secret(s)", (await RunAsync(Language.English, "drop-secret", id)).Output, StringComparison.Ordinal);
        Assert.Contains("There is nothing.", (await RunAsync(Language.English, "deliveries", id)).Lines);
        Assert.Contains("0 event(s) are sent again.", (await RunAsync(Language.English, "replay", id, "--from", "2026-01-01T00:00:00+07:00", "--until", "2026-01-02T00:00:00+07:00")).Lines);
        Assert.All([.. made.Lines, .. rotated.Lines, .. listed.Lines], line => Assert.True(TextTable.Columns(line) <= Terminal.Narrowest, line));
        Assert.Equal(64, (await CommandAsync(Language.English, "add", "nonsense")).Code);
        Assert.Equal(64, (await CommandAsync(Language.English, "replay", id, "--from", "yesterday")).Code);
        Assert.Equal($"{id}: removed", Assert.Single((await RunAsync(Language.English, "remove", id)).Lines));
        Assert.NotEqual(0, (await CommandAsync(Language.English, "test", id)).Code);
    }

    public void Dispose() => _folder.Dispose();

    private const string ProofType = "vn.onestop.postal.proof-recorded.v1";

    private Task TellAsync(string id)
    {
        var e = new CloudEvent
        {
            Id = id,
            Source = "/hub",
            Type = ProofType,
            Subject = "H40-PAGE",
            Time = DateTimeOffset.UtcNow,
            Data = Encoding.UTF8.GetBytes("""{"direction":"delivery","receiver":{"kind":"applicant","name":"Nguyễn Văn Thử"}}"""),
        };
        return hub.App.Services.GetRequiredService<IInbox>().AcceptAsync(
            [new Submission { Event = e, Digest = EventDigest.Of(e), ReceivedAt = DateTimeOffset.UtcNow, AcceptedBy = "hub", Direction = EventDirection.Out }], null, CancellationToken.None);
    }

    private Task<List<JsonNode>> DeliveredAsync(string id, int count) => Eventually.FindAsync($"{count} delivered", async () =>
        (await JsonAsync("deliveries", id))["deliveries"]!.AsArray().OfType<JsonNode>().ToList() is { } all && all.Count(one => Text(one, "state") is "done") == count ? all : null);

    private async Task<(int, int)> ReplayAsync(string id)
    {
        var answer = await JsonAsync("replay", id, "--from", "2000-01-01T00:00:00+07:00");
        return (answer["queued"]!.GetValue<int>(), answer["leftOut"]!.GetValue<int>());
    }

    private async Task<JsonNode> JsonAsync(params string[] args) => JsonNode.Parse((await CommandAsync(Language.English, [.. args, "--json"])).Output)!;

    private async Task<CommandRun> RunAsync(Language language, params string[] args)
    {
        var run = await CommandAsync(language, args);
        Assert.True(run.Code == 0, run.Output + run.Errors);
        return run;
    }

    private Task<CommandRun> CommandAsync(Language language, params string[] args) =>
        CommandRun.RunAsync(language, CancellationToken.None, ["subscriptions", .. args, "--hub", hub.App.Urls.First(), "--key", hub.Keys[Role.Admin]]);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Block(string language) => Regex.Match(Page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex("sub-[0-9a-f]{12}")]
    private static partial Regex Id();

    /// <summary>A hub that may push to one port of this machine.</summary>
    public sealed class OpenHub : HubApp
    {
        public int Port { get; } = LoopbackPort.Next();

        protected override string[] Settings =>
            ["--CaseSystem:AllowHttp=true", "--CaseSystem:AllowedNetworks:0=127.0.0.1", $"--CaseSystem:ExtraPorts:0={Port.ToString(CultureInfo.InvariantCulture)}"];
    }
}
