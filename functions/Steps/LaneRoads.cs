using Hub.Core.Clocks;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Transports;

namespace Hub.Functions.Steps;

/// <summary>The road from the outbox to a lane: straight, or through the broker when there is one.</summary>
internal sealed class LaneRoads(LanePorts ports, LaneArrivals arrivals, IEnumerable<ITransport> transports, ClockWatch watch, ILogger<RelayStep> logger)
{
    private readonly ITransport? _transport = transports.SingleOrDefault();

    public ILaneSource Source(string lane) => new TimelySource(
        _transport is null
            ? new OutboxSource(ports.Outbox, ports.Pace)
            : new BrokerSource(ports.Outbox, arrivals.Of(lane), ports.Signals.Of(lane), ports.Clock),
        watch, ports.Clock);

    public RelayStep? Relay(IConnector connector, LaneOptions options) =>
        _transport is null ? null : new RelayStep(connector.Lane, options, ports, _transport, logger, connector.HasReceivers);
}
