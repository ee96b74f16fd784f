using System.Globalization;
using System.Text;
using Hub.Core.Outbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>Figures in the Prometheus text format. Labels never name a dossier or a person.</summary>
internal sealed class MetricsEndpoint(MetricsCollector collector, IEnumerable<IConnector> connectors, ILaneBoard board, IReceivers receivers, ITasks tasks, Wings wings, TimeProvider clock) : IEndpointGroup
{
    // More than any centre lets wait; whoever reads the figure needs no more of it.
    private const int MostTasks = 1000;
    private const int MostReceivers = 1000;

    private readonly string[] _owners = [Role.Operator, .. wings.BoundRoles.Select(role => role.Name)];

    private readonly IReadOnlyList<string> _lanes = [.. connectors.Select(c => c.Lane).Order(StringComparer.Ordinal)];

    public void Map(RouteTable routes) => routes.Add(Access.To(Role.Operator, Role.Auditor, Role.Admin), new Operation(
        "metrics", "metrics", "Số liệu dạng văn bản Prometheus / Figures in the Prometheus text format")
    {
        Method = "GET",
        Path = "/metrics",
        Response = typeof(string),
        ResponseMedia = "text/plain",
    }, WriteAsync);

    private async Task WriteAsync(HttpContext http)
    {
        var text = new StringBuilder();
        collector.Write(text);
        var depths = new List<(string Lane, LaneDepth Depth, LaneRow Row)>();
        var away = new List<(string Lane, double Away)>();
        foreach (var lane in _lanes)
        {
            depths.Add((lane, await board.DepthAsync(lane, http.RequestAborted), await board.ReadAsync(lane, http.RequestAborted)));
            away.Add((lane, (await receivers.FailingAsync(lane, MostReceivers, http.RequestAborted)).Count(each => each.Standing.IsAway)));
        }

        var now = clock.GetUtcNow();
        Gauge(text, "hub_lane_waiting", "Envelopes to be delivered", depths.Select(d => (d.Lane, (double)d.Depth.Waiting)));
        Gauge(text, "hub_lane_held", "Envelopes held behind a dead letter", depths.Select(d => (d.Lane, (double)d.Depth.Held)));
        Gauge(text, "hub_lane_dead", "Dead letters", depths.Select(d => (d.Lane, (double)d.Depth.Dead)));
        Gauge(text, "hub_lane_leased", "Strands in delivery", depths.Select(d => (d.Lane, (double)d.Depth.Leased)));
        Gauge(text, "hub_lane_oldest_seconds", "Age of the oldest head", depths.Select(d => (d.Lane, d.Depth.OldestAt is { } at ? (now - at).TotalSeconds : 0)));
        Gauge(text, "hub_lane_paused", "1 when paused by a person", depths.Select(d => (d.Lane, d.Row.IsPaused ? 1.0 : 0)));
        Gauge(text, "hub_lane_breaker_open", "1 when the partner is away", depths.Select(d => (d.Lane, d.Row.Breaker is BreakerState.Closed ? 0 : 1.0)));
        Gauge(text, "hub_lane_receivers_away", "Receivers of the lane that do not answer, at most 1000", away);
        var open = await tasks.ListAsync(open: true, null, null, null, null, null, MostTasks, http.RequestAborted);
        Gauge(text, "hub_tasks_open", "Tasks that wait for a person, at most 1000", _owners.Select(owner => (owner, (double)open.Count(task => task.Owner == owner))), "owner");
        Gauge(text, "hub_tasks_overdue", "Tasks past their deadline, at most 1000", _owners.Select(owner => (owner, (double)open.Count(task => task.Owner == owner && task.DueAt < now))), "owner");
        await http.TextAsync(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static void Gauge(StringBuilder text, string name, string help, IEnumerable<(string Of, double Value)> values, string label = "lane")
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (of, value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{label}=\"{MetricsCollector.Escape(of)}\"}} {value}\n");
        }
    }
}
