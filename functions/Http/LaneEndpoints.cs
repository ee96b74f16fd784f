using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Problems;
using Hub.Functions.Steps;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>State of the lanes, and their pause.</summary>
internal sealed class LaneEndpoints(IEnumerable<IConnector> connectors, LaneSet lanes, ILaneBoard board, IReceivers receivers, LaneSignals signals) : IEndpointGroup
{
    private const string Tag = "lanes";

    // Whoever reads the figure needs no more of it.
    private const int MostReceivers = 1000;
    private readonly SortedDictionary<string, IConnector> _connectors = new(connectors.ToDictionary(c => c.Lane), StringComparer.Ordinal);
    private readonly Dictionary<string, LaneStep> _steps = lanes.Steps.ToDictionary(s => s.Lane, StringComparer.Ordinal);

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.Operator, Role.Auditor, Role.Admin), new Operation("listLanes", Tag, "Trạng thái các kênh / State of the lanes")
        {
            Method = "GET",
            Path = "/lanes",
            Response = typeof(LaneList),
        }, ListAsync);
        Switch(routes, "pause", "Tạm dừng kênh / Pause a lane", isPaused: true);
        Switch(routes, "resume", "Mở lại kênh / Resume a lane", isPaused: false);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("probeLane", Tag, "Hỏi đối tác có đó không, không gây tác động / Ask whether the partner is there, without any effect")
        {
            Method = "POST",
            Path = "/lanes/{lane}/probe",
            Parameters = [Lane],
            Response = typeof(ProbeView),
            Problems = [ProblemKinds.NotFound],
        }, ProbeAsync);
    }

    private static readonly Parameter Lane = Doc.Path("lane", "Tên kênh / The lane");

    private void Switch(RouteTable routes, string verb, string summary, bool isPaused)
    {
        var path = $"/lanes/{{lane}}/{verb}";
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation($"{verb}Lane", Tag, summary)
        {
            Method = "POST",
            Path = path,
            Parameters = [Lane],
            Request = typeof(ReasonRequest),
            TakesNoBody = true,
            Response = typeof(LaneView),
            Problems = [ProblemKinds.NotFound, .. Doc.BodyProblems],
        }, http => SetAsync(http, isPaused));
    }

    private async Task ListAsync(HttpContext http)
    {
        var views = new List<LaneView>(_connectors.Count);
        foreach (var lane in _connectors.Keys)
        {
            views.Add(await ViewAsync(lane, http.RequestAborted));
        }

        await http.JsonAsync(new LaneList(views), HubJson.Wire.LaneList);
    }

    private async Task SetAsync(HttpContext http, bool isPaused)
    {
        var lane = (string)http.Request.RouteValues["lane"]!;
        var (reason, problem) = await Reason.ReadAsync(http);
        problem = !_connectors.ContainsKey(lane) ? new Problem(ProblemKinds.NotFound) : problem;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        await board.SetPausedAsync(lane, isPaused, reason, Visit.Of(http).Commit(lane, reason), http.RequestAborted);
        signals.Of(lane).Ring();
        await http.JsonAsync(await ViewAsync(lane, http.RequestAborted), HubJson.Wire.LaneView);
    }

    private async Task<LaneView> ViewAsync(string lane, CancellationToken ct)
    {
        var row = await board.ReadAsync(lane, ct);
        var depth = await board.DepthAsync(lane, ct);
        var away = (await receivers.FailingAsync(lane, MostReceivers, ct)).Where(each => each.Standing.IsAway).ToList();
        var reason = row.IsPaused ? row.PauseReason : row.BreakerReason ?? (away is [var first, ..] ? $"{first.Receiver}: {first.Standing.Reason}" : null);
        return new LaneView(
            lane, State(row), reason, row.IsPaused, row.PausedBy, row.PauseReason, Of(row.Breaker), row.BreakerReason, row.OpenSince, row.ProbeAt,
            depth.Waiting, depth.Held, depth.Dead, depth.Leased, depth.OldestAt, depth.NextDueAt, _steps.TryGetValue(lane, out var step) ? step.DonePerSecond : 0, away.Count);
    }

    private async Task ProbeAsync(HttpContext http)
    {
        if (!_connectors.TryGetValue((string)http.Request.RouteValues["lane"]!, out var connector))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var reason = await connector.ProbeAsync(http.RequestAborted);
        await http.JsonAsync(new ProbeView(connector.Lane, reason is null, reason is null ? null : connector is UnconfiguredPartner ? UnconfiguredPartner.Code : "unreachable", reason), HubJson.Wire.ProbeView);
    }

    private static string State(LaneRow row) => row.IsPaused ? "paused" : row.Breaker switch
    {
        BreakerState.Closed => "open",
        BreakerState.Open => "outage",
        _ => "trial",
    };

    private static string Of(BreakerState breaker) => breaker switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        _ => "trial",
    };
}

public sealed record LaneList(IReadOnlyList<LaneView> Lanes);

/// <param name="State"><c>open</c>, <c>paused</c>, <c>outage</c> (the partner is away) or <c>trial</c> (it is just back).</param>
/// <param name="Reason">Why it is not open, or why one of its receivers does not answer.</param>
/// <param name="Breaker"><c>closed</c>, <c>open</c> or <c>trial</c>.</param>
/// <param name="Waiting">To be delivered, without the held ones.</param>
/// <param name="Held">Behind a dead letter.</param>
/// <param name="ReceiversAway">Of a lane with several receivers, how many do not answer; the others flow on.</param>
public sealed record LaneView(
    string Lane, string State, string? Reason, bool Paused, string? PausedBy, string? PauseReason, string Breaker, string? BreakerReason, DateTimeOffset? OpenSince, DateTimeOffset? ProbeAt,
    long Waiting, long Held, long Dead, long Leased, DateTimeOffset? OldestAt, DateTimeOffset? NextDueAt, double RatePerSecond, int ReceiversAway);

/// <param name="Code"><c>not-configured</c> or <c>unreachable</c>; null when the partner is there.</param>
/// <param name="Reason">Why the partner is not there; null when it is.</param>
public sealed record ProbeView(string Lane, bool Reachable, string? Code, string? Reason);
