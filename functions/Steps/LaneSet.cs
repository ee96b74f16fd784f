using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Functions.Settings;

namespace Hub.Functions.Steps;

/// <summary>The dispatchers, one for each connector, and with a broker the relays that feed them.</summary>
internal sealed class LaneSet : IDisposable
{
    public LaneSet(IEnumerable<IConnector> connectors, HubSettings settings, LanePorts ports, LaneRoads roads, ILogger<LaneStep> logger)
    {
        var lanes = connectors.Select(connector => (Connector: connector, Options: settings.LaneOf(connector.Lane))).ToList();
        Steps = lanes.ConvertAll(lane => new LaneStep(lane.Connector, lane.Options, ports, roads.Source(lane.Connector.Lane), logger));
        Relays = [.. lanes.Select(lane => roads.Relay(lane.Connector, lane.Options)).OfType<RelayStep>()];
    }

    public IReadOnlyList<LaneStep> Steps { get; }

    public IReadOnlyList<RelayStep> Relays { get; }

    public void Dispose()
    {
        foreach (var step in Steps)
        {
            step.Dispose();
        }
    }
}
