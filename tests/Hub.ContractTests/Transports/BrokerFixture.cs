using Hub.Core.Transports;

namespace Hub.ContractTests.Transports;

/// <summary>A real broker, or a twin of one, with a lane's queue of this fixture's own. A transport joins the transport suite by deriving from this.</summary>
public abstract class BrokerFixture : IAsyncDisposable
{
    /// <summary>How long a send may take to say that the broker is away.</summary>
    public abstract TimeSpan AwayLimit { get; }

    /// <summary>One hub process: sends, and hands over what arrives.</summary>
    /// <param name="prefetch">Most notices it holds at once.</param>
    public abstract BrokerInstance Begin(string lane, int prefetch, Action<Arrival> deliver);

    /// <summary>Waits until the broker has heard what was acknowledged, where no later arrival shows it.</summary>
    /// <param name="open">Notices that it still has then.</param>
    public virtual Task HeardAsync(string lane, int open) => Task.CompletedTask;

    /// <summary>Nobody reaches the broker any more.</summary>
    public abstract void GoAway();

    public abstract void ComeBack();

    /// <summary>Puts something into the lane's queue past the hub.</summary>
    public abstract Task SendRawAsync(string lane, byte[] body);

    /// <summary>Takes everything out of the parking queue, with the reasons.</summary>
    public abstract Task<IReadOnlyList<(byte[] Body, string Reason)>> ParkedAsync();

    /// <summary>Removes what lies at the broker.</summary>
    public abstract ValueTask DisposeAsync();
}
