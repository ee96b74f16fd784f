using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.ContractTests.Lanes;

/// <summary>No broker: the outbox itself.</summary>
public sealed class OutboxTransport : TransportFixture
{
    public override ITransport? Transport => null;

    public override Task OpenAsync(string lane, LaneSignals signals) => Task.CompletedTask;

    public override Task CloseAsync() => Task.CompletedTask;

    public override Task KillAsync() => Task.CompletedTask;

    public override ILaneSource Source(string lane, LanePorts ports) => new OutboxSource(ports.Outbox, ports.Pace);

    public override Task DeliveredAsync() => Task.CompletedTask;
}
