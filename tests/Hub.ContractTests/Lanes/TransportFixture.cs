using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.ContractTests.Lanes;

/// <summary>The road from the outbox to a lane. A transport joins the lane suites by deriving from this.</summary>
public abstract class TransportFixture : IAsyncDisposable
{
    /// <summary>What a relay sends through; null when lanes claim straight from the outbox.</summary>
    public abstract ITransport? Transport { get; }

    /// <summary>A hub process begins.</summary>
    public abstract Task OpenAsync(string lane, LaneSignals signals);

    /// <summary>A hub process ends in good order.</summary>
    public abstract Task CloseAsync();

    /// <summary>A hub process dies: what it held goes back to the broker, unacknowledged.</summary>
    public abstract Task KillAsync();

    public abstract ILaneSource Source(string lane, LanePorts ports);

    /// <summary>Completes when everything that was sent has arrived.</summary>
    public abstract Task DeliveredAsync();

    /// <summary>Removes what the transport keeps at its broker.</summary>
    protected virtual Task DestroyAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await DestroyAsync();
        GC.SuppressFinalize(this);
    }
}
