using System.Diagnostics;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Demo;

/// <summary>Watches how the day goes, and makes the partners fail on the way, until nothing waits and nothing moves any more.</summary>
internal sealed class DemoProgress(
    HubApi hub, TwinControl twin, DemoPosting posted, IServiceProvider services, IReadOnlyList<DemoEvent> events, IReadOnlyList<IDemoParty> parties,
    IReadOnlyDictionary<IDemoParty, IDemoPeople> people)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    // Of what is not heard of for so long nothing more is expected; it is named in the end.
    private const int PatienceBeats = 180;

    private readonly IReadOnlyList<(IDemoParty Party, DemoTroubles Troubles)> _troubles = [.. parties.Select(party => (party, party.Troubles(twin)))];
    private readonly int _dossiers = events.Select(e => e.Code).Distinct(StringComparer.Ordinal).Count();
    private IReadOnlyDictionary<IDemoParty, UnderWay> _underWay = new Dictionary<IDemoParty, UnderWay>();
    private readonly List<(TimeSpan At, Bilingual Words)> _happened = [];
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private long _arrived;
    private int _quietBeats;
    private int _lastMoving = -1;

    /// <param name="acting">Those who act beside the show; it ends with the fault of one that cannot go on.</param>
    /// <param name="show">Is given every state there is.</param>
    public async Task RunAsync(IReadOnlyList<Task> acting, Action<DemoState> show, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; ; beat++)
        {
            await Task.WhenAll(acting.Where(task => task.IsFaulted));

            var answer = (await hub.GetAsync("lanes", ct))["lanes"]!.AsArray();
            var lanes = parties.ToDictionary(party => party, party => Lane(answer, party.Lane));
            var delivered = Math.Max(0, posted.Accepted - lanes.Values.Sum(lane => Open(lane) + Number(lane, "dead")));
            if (posted.Accepted > 0)
            {
                await TroubleAsync(new DemoShares(posted.Answered / (double)events.Count, delivered / (double)events.Count), ct);
            }

            var isThrough = posted.Answered == events.Count && lanes.Values.Sum(Open) == 0;
            var moving = beat % 4 == 0 || isThrough ? await CountAsync(ct) : _lastMoving;

            // The proof asks partners that must answer by then.
            var isOver = isThrough && (moving == 0 || _quietBeats > PatienceBeats) && _troubles.All(each => each.Troubles.IsQuiet);
            show(State(lanes, delivered, isOver));
            if (isOver)
            {
                return;
            }

            _quietBeats = isThrough && moving == _lastMoving ? _quietBeats + 1 : 0;
            _lastMoving = moving;
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private async Task TroubleAsync(DemoShares shares, CancellationToken ct)
    {
        foreach (var (party, troubles) in _troubles)
        {
            if (await troubles.LookAsync(party.Share(shares), ct) is { } words)
            {
                _happened.Add((_since.Elapsed, words));
            }
        }
    }

    private async Task<int> CountAsync(CancellationToken ct)
    {
        var found = new Dictionary<IDemoParty, UnderWay>();
        foreach (var party in parties)
        {
            if ((people.GetValueOrDefault(party)?.UnderWay ?? await party.UnderWayAsync(services, events, ct)) is { } moving)
            {
                found[party] = moving;
            }

            _arrived = await party.ArrivedAsync(twin, ct) ?? _arrived;
        }

        _underWay = found;
        return found.Values.Sum(moving => moving.Count);
    }

    private DemoState State(Dictionary<IDemoParty, JsonNode> lanes, long delivered, bool isOver)
    {
        var ended = _underWay.Values.Sum(moving => moving.Ended);
        var all = (2L * events.Count) + _underWay.Values.Sum(moving => moving.Total);
        var share = (posted.Answered + Math.Min(delivered + posted.Duplicates, events.Count) + ended) / (double)all;
        return new DemoState
        {
            Elapsed = _since.Elapsed,
            Left = share is > 0.02 and < 1 ? _since.Elapsed * ((1 - share) / share) : null,
            Dossiers = _dossiers,
            DossiersAccepted = posted.Dossiers,
            DossiersDelivered = Math.Min(_arrived, _dossiers),
            Events = events.Count,
            Accepted = posted.Accepted,
            Duplicates = posted.Duplicates,
            Delivered = delivered,
            PerSecond = lanes.Values.Sum(Rate),
            Lanes = [.. lanes.Select(lane => new DemoLane(
                lane.Key.Label, Output.Text(lane.Value["state"]), Done(lane.Key, lane.Value), Open(lane.Value), Number(lane.Value, "dead"), Rate(lane.Value),
                _underWay.GetValueOrDefault(lane.Key)))],
            Troubles = [.. _happened],
            Notes = [.. people.Values.SelectMany(each => each.Lines)],
            IsOver = isOver,
        };
    }

    // What was never asked of the lane cannot be told from what it has done, so the whole day is what it is given.
    private double Done(IDemoParty party, JsonNode lane)
    {
        var given = party.Asked(events);
        return given == 0 ? 1 : Math.Clamp((given * (posted.Answered / (double)events.Count) - Open(lane) - Number(lane, "dead")) / given, 0, 1);
    }

    private static JsonNode Lane(JsonArray lanes, string name) => lanes.First(lane => lane!["lane"]!.GetValue<string>() == name)!;

    private static double Rate(JsonNode lane) => lane["ratePerSecond"]!.GetValue<double>();

    private static long Open(JsonNode lane) => Number(lane, "waiting") + Number(lane, "held");

    private static long Number(JsonNode lane, string name) => lane[name]?.GetValue<long>() ?? 0;
}
