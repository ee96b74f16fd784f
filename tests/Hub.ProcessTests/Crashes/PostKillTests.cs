using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Tests;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.ProcessTests.Crashes;

/// <summary>The hub is killed again and again while it books, reads pages that repeat themselves, and is pushed to; the operators stay up and remember everything.</summary>
public sealed class PostKillTests(PostProcess centre) : IClassFixture<PostProcess>
{
    private static readonly int Kills = Night.Or(4, 20);
    private const int Batch = 15;
    private const int Seed = 20261122;

    // As the operators tell a life: with their own codes, the cancellation and the failures left out.
    private static readonly string[] Life = ["0", "9", "1", "2", "3", "4"];
    private static readonly string[] Moves = ["pickup-assigned", "picked-up", "in-transit", "out-for-delivery", "delivered"];
    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, List<string>> _told = [];
    private long _read;

    [Fact]
    public async Task Every_parcel_is_booked_once_and_each_step_of_it_told_once()
    {
        foreach (var (dialect, booking) in new[] { ("a", "order"), ("b", "order"), ("d", "create") })
        {
            await FaultAsync(dialect, "applied-no-answer", 0.1, booking);
            await FaultAsync(dialect, "applied-late", 0.05, booking);
            await FaultAsync(dialect, "replay", 0.5, "tracking");
        }

        var dossiers = new List<string>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var batch = Enumerable.Range(0, Batch).Select(n => string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-261122-K{(kill * 100) + n}")).ToList();
            dossiers.AddRange(batch);
            var (what, more) = kill % 2 == 0 ? ("booked", _random.Next(1, Batch)) : ("told", _random.Next(1, 60));
            var enough = await CountAsync(what) + more;
            await PostAsync(batch);
            await Eventually.HoldsAsync($"enough is {what}", async () => await CountAsync(what) >= enough);
            await centre.KillAsync();
            if (kill == Kills / 2)
            {
                // From here on nothing is repeated: what a kill lost would stay lost.
                await ClearAsync();
            }

            await centre.ServeAsync();
        }

        await Eventually.EqualAsync(dossiers.Count, async () => (await ToldAsync()).Count(each => each.Value.LastOrDefault() == "delivered"));

        var told = await ToldAsync();
        var counts = await centre.Twin.GetAsync("_twin/post/counts");
        foreach (var dialect in centre.Operators.Keys)
        {
            Assert.Equal(0, counts[dialect]!["doubled"]!.GetValue<long>());
        }

        Assert.Equal(dossiers.Count, centre.Operators.Keys.Sum(dialect => counts[dialect]!["orders"]!.GetValue<long>()));
        Assert.Equal((0, 0), (counts["b"]!["itemCodesReused"]!.GetValue<long>(), counts["b"]!["itemCodesOutside"]!.GetValue<long>()));
        foreach (var dossier in dossiers)
        {
            var carried = Assert.Single((await centre.CaseSystem.GetAsync($"dossiers/{dossier}/consignments"))["consignments"]!.AsArray())!;
            var (number, carrier) = (carried["number"]!.GetValue<string>(), carried["operator"]!.GetValue<string>());
            Assert.Equal("booked", told[number][0]);
            Assert.Equal(told[number].Count, told[number].Distinct().Count());
            if (carrier is "first" or "second")
            {
                var job = await centre.Staff[carrier].GetAsync($"postal/jobs/{number}");
                Assert.Equal(Moves, told[number].Skip(1));
                Assert.Equal(Life, job["history"]!.AsArray().Where(step => step!["source"]!.GetValue<string>() == carrier + "/feed").Select(step => step!["code"]!.GetValue<string>()));
            }
        }
    }

    /// <summary>By number: that it was booked, and the states that the case system was told of, in their order. Reads on where it ended.</summary>
    private async Task<Dictionary<string, List<string>>> ToldAsync()
    {
        while (true)
        {
            var page = await centre.CaseSystem.GetAsync($"feed?limit=1000&after={_read}");
            var events = page["events"]!.AsArray();
            if (events.Count == 0)
            {
                return _told;
            }

            foreach (var e in events)
            {
                var (type, data) = (e!["type"]!.GetValue<string>(), e["data"]!);
                if (type is "vn.onestop.postal.booked.v1" or "vn.onestop.postal.status-changed.v1")
                {
                    var number = data["number"]!.GetValue<string>();
                    _ = _told.TryAdd(number, []);
                    _told[number].Add(data["state"]?.GetValue<string>() ?? "booked");
                }
            }

            _read = page["next"]!.GetValue<long>();
        }
    }

    private async Task<long> CountAsync(string what) => what == "booked"
        ? (await centre.Twin.GetAsync("_twin/post/counts")).AsObject().Sum(dialect => dialect.Value!["orders"]!.GetValue<long>())
        : (await ToldAsync()).Sum(each => each.Value.Count);

    private async Task PostAsync(IEnumerable<string> dossiers)
    {
        var body = "[" + string.Join(',', dossiers.Select((dossier, n) => Pickup.Requested(dossier, null, n * 4000))) + "]";
        var (status, text) = await centre.CaseSystem.SendAsync("POST", "events", body, "application/cloudevents-batch+json");
        Assert.True(status == 202, text);
    }

    private async Task ClearAsync()
    {
        foreach (var dialect in centre.Operators.Keys)
        {
            await centre.Twin.JsonAsync("DELETE", $"_twin/post/{dialect}/faults");
        }
    }

    private Task<JsonNode> FaultAsync(string dialect, string kind, double share, string operation) => centre.Twin.JsonAsync(
        "POST", $"_twin/post/{dialect}/faults",
        new JsonObject { ["kind"] = kind, ["share"] = share, ["latencyMs"] = kind == "applied-late" ? 1500 : null, ["operations"] = new JsonArray(operation) });
}
