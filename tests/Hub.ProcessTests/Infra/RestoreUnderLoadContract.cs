using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>
/// A backup is taken while a case system posts and the portal takes; work goes on; then the machine is gone. A hub on another folder goes on
/// from the backup. The portal has seen more than the backup knows.
/// </summary>
public abstract class RestoreUnderLoadContract(Centre centre)
{
    private const string Lane = "national-portal";
    private readonly List<Story> _stories = [];
    private readonly HashSet<string> _answered = [];

    [Fact]
    public async Task Nothing_before_the_backup_is_lost_and_nothing_after_it_is_doubled()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var posting = PostAsync(stop.Token);
        await Eventually.HoldsAsync("the day is under way", () => Task.FromResult(Answered.Count >= Night.Or(60, 120)));
        var before = Answered;
        await BackupAsync(folder["backups"]);
        var atBackup = Answered.Count;
        await Eventually.HoldsAsync("the day goes on after the backup", () => Task.FromResult(Answered.Count >= atBackup + Night.Or(40, 60)));
        await stop.CancelAsync();
        await posting;

        // Lines and statuses that only the lost store and the portal know, for dossiers that the backup knows as well.
        foreach (var story in _stories.Take(10))
        {
            story.Noted("Chuyển phòng chuyên môn", 2).Status("processing", 3);
            await centre.PostAsync(story.Events.Skip(2));
        }

        await centre.SettledAsync();
        var highest = await HighestAsync(centre.Operator);
        await centre.KillAsync();

        var data = folder["elsewhere"];
        var environment = await RestoreAsync(folder["backups"], data);
        async Task<int> RunAsync(params string[] args) => (await CommandRun.InEnglishAsync(environment, [.. args, "--data", data])).Code;

        Assert.Equal(0, await RunAsync("lanes", "pause", Lane, "--reason", "khôi phục"));
        var (hub, address) = await HubProcess.ServeAsync(environment, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        await using (hub)
        {
            using var desk = new Caller(address, centre.Key("operator"));
            using var caseSystem = new Caller(address, centre.Key("case-system"));
            var stored = await StoredAsync(desk);
            Assert.Empty(before.Except(stored));
            Assert.Empty(stored.Except(Answered));

            // An early look must not make the hub sure of what it cannot know yet.
            await RunAsync("verify");
            var accepted = 0;
            foreach (var story in _stories)
            {
                var (status, text) = await caseSystem.SendAsync("POST", "events", $"[{string.Join(',', story.Events.Select(e => e.ToJsonString()))}]", "application/cloudevents-batch+json");
                Assert.True(status == 202, text);
                accepted += JsonNode.Parse(text)!["accepted"]!.GetValue<int>();
            }

            Assert.True(accepted >= 20, $"{accepted} events were posted after the backup");
            Assert.Equal(0, await RunAsync("lanes", "resume", Lane));
            await Eventually.HoldsAsync("the lane has nothing to do", async () => (await LaneAsync(desk))["waiting"]!.GetValue<long>() == 0);

            Assert.Equal(0, (await LaneAsync(desk))["dead"]!.GetValue<long>());
            Assert.True(await FirstAfterAsync(desk, highest) > highest, "a number that a reader of the feed has seen was given again");
            Assert.Equal(0, await RunAsync("verify"));
            Assert.Equal(0, await RunAsync("audit", "verify"));
        }

        foreach (var story in _stories)
        {
            var held = (await centre.Twin.DossierAsync(story.Code))!;
            var lines = story.Events.Count;
            Assert.True((held["created"]!.GetValue<int>(), held["progress"]!.AsArray().Count, held["status"]!.GetValue<int>()) == (1, lines, 4), held.ToJsonString());
        }

        Assert.Equal((0, 0), (await centre.Twin.EffectAsync("portal.progress.doubled"), await centre.Twin.EffectAsync("portal.backward-move")));
    }

    /// <summary>Takes one backup into a folder while the hub works.</summary>
    protected abstract Task BackupAsync(string folder);

    /// <summary>Restores the folder's backup for a hub that will run on another data folder.</summary>
    /// <returns>The environment of that hub and of its commands.</returns>
    protected abstract Task<IReadOnlyDictionary<string, string>> RestoreAsync(string folder, string data);

    private IReadOnlyCollection<string> Answered
    {
        get
        {
            lock (_answered)
            {
                return [.. _answered];
            }
        }
    }

    private async Task PostAsync(CancellationToken ct)
    {
        for (var n = 1; !ct.IsCancellationRequested; n++)
        {
            var story = new Story(string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-261121-{n:00000}")).Received().Status("processing", 1);
            _stories.Add(story);
            await centre.PostAsync(story.Events);
            lock (_answered)
            {
                _answered.UnionWith(story.Events.Select(e => e["id"]!.GetValue<string>()));
            }
        }
    }

    private static async Task<JsonNode> LaneAsync(Caller desk) =>
        (await desk.GetAsync("lanes"))["lanes"]!.AsArray().Single(lane => lane!["lane"]!.GetValue<string>() == Lane)!;

    private static async Task<long> HighestAsync(Caller desk)
    {
        for (long after = 0; ;)
        {
            var page = await desk.GetAsync($"events?limit=1000&after={after}");
            if (page["events"]!.AsArray().Count == 0)
            {
                return after;
            }

            after = page["next"]!.GetValue<long>();
        }
    }

    private static async Task<long> FirstAfterAsync(Caller desk, long after) =>
        (await desk.GetAsync($"events?limit=1&after={after}"))["next"]!.GetValue<long>();

    private static async Task<HashSet<string>> StoredAsync(Caller desk)
    {
        var stored = new HashSet<string>();
        for (long after = 0; ;)
        {
            var page = await desk.GetAsync($"events?direction=in&limit=1000&after={after}");
            if (page["events"]!.AsArray().Count == 0)
            {
                return stored;
            }

            foreach (var e in page["events"]!.AsArray())
            {
                Assert.True(stored.Add(e!["id"]!.GetValue<string>()));
            }

            after = page["next"]!.GetValue<long>();
        }
    }
}
