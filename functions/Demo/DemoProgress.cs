using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.Demo;

/// <summary>Shows how the day goes, and makes the partners fail on the way, until nothing waits and nothing moves any more.</summary>
internal sealed class DemoProgress(
    HubApi hub, TwinControl twin, DemoPosting posted, IServiceProvider services, IReadOnlyList<DemoEvent> events, IReadOnlyList<IDemoParty> parties)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    // Of what is not heard of for so long nothing more is expected; it is named in the end.
    private const int PatienceBeats = 180;

    private readonly IReadOnlyList<(IDemoParty Party, DemoTroubles Troubles)> _troubles = [.. parties.Select(party => (party, party.Troubles(twin)))];
    private IReadOnlyDictionary<IDemoParty, UnderWay> _underWay = new Dictionary<IDemoParty, UnderWay>();
    private int _quietBeats;
    private int _lastMoving = -1;

    /// <param name="posting">Ends the show with its own fault when it cannot go on.</param>
    public async Task RunAsync(Task posting, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; ; beat++)
        {
            if (posting.IsFaulted)
            {
                await posting;
            }

            var answer = (await hub.GetAsync("lanes", ct))["lanes"]!.AsArray();
            var lanes = parties.ToDictionary(party => party, party => Lane(answer, party.Lane));
            var delivered = Math.Max(0, posted.Accepted - lanes.Values.Sum(lane => Open(lane) + Number(lane, "dead")));
            if (posted.Accepted > 0)
            {
                var shares = new DemoShares(posted.Answered / (double)events.Count, delivered / (double)events.Count);
                foreach (var (party, troubles) in _troubles)
                {
                    await troubles.LookAsync(party.Share(shares), ct);
                }
            }

            var isThrough = posted.Answered == events.Count && lanes.Values.Sum(Open) == 0;
            var moving = beat % 4 == 0 || isThrough ? await CountAsync(ct) : _lastMoving;
            var isOver = isThrough && (moving == 0 || _quietBeats > PatienceBeats);
            if (beat % 4 == 0 || isOver)
            {
                Output.Line($"  nhận/accepted {posted.Accepted,6}  trùng/dup {posted.Duplicates,6}  chuyển/delivered {delivered,6}  "
                    + string.Join("  ", parties.Select(party => $"{party.Label}: {Words(lanes[party])}{Words(_underWay.GetValueOrDefault(party))}")));
            }

            if (isOver)
            {
                return;
            }

            _quietBeats = isThrough && moving == _lastMoving ? _quietBeats + 1 : 0;
            _lastMoving = moving;
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private async Task<int> CountAsync(CancellationToken ct)
    {
        var found = new Dictionary<IDemoParty, UnderWay>();
        foreach (var party in parties)
        {
            if (await party.UnderWayAsync(services, ct) is { } moving)
            {
                found[party] = moving;
            }
        }

        _underWay = found;
        return found.Values.Sum(moving => moving.Count);
    }

    private static string Words(UnderWay? moving) => moving is null ? "" : $" {moving.Words} {moving.Count,4}";

    private static string Words(JsonNode lane) =>
        $"chờ/waiting {Open(lane),5} hỏng/dead {Number(lane, "dead")} {State(lane)} {lane["ratePerSecond"]!.GetValue<double>():0}/s";

    private static string State(JsonNode lane) => Output.Text(lane["state"]) switch
    {
        "open" => "thông/open",
        "outage" => "mất kết nối/outage",
        var other => other,
    };

    private static JsonNode Lane(JsonArray lanes, string name) => lanes.First(lane => lane!["lane"]!.GetValue<string>() == name)!;

    private static long Open(JsonNode lane) => Number(lane, "waiting") + Number(lane, "held");

    private static long Number(JsonNode lane, string name) => lane[name]?.GetValue<long>() ?? 0;
}
