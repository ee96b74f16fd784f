using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>Keeps one subscription alive: dials, and dials again after a growing pause when it is lost.</summary>
internal sealed class Link(RabbitMqBroker broker, string name, string queue, Action<Received> received) : IAsyncDisposable
{
    // A loss rings the bell; this is for the case that nobody told us.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private Subscription? _subscription;
    private TimeSpan _pause = FirstPause;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public Signal Bell { get; } = new();

    public bool IsUp => _subscription is { IsAlive: true };

    /// <returns>When to look again.</returns>
    public async Task<DateTimeOffset> KeepAsync(ushort prefetch, CancellationToken ct)
    {
        var now = broker.Clock.GetUtcNow();
        if (IsUp)
        {
            return now + LookAgain;
        }

        if (_subscription is { } lost)
        {
            _subscription = null;
            broker.Down(name, lost.Lost ?? "");
            _notBefore = lost.IsCancelled ? now + RabbitMqTopology.Mourning : _notBefore;
            await lost.DisposeAsync();
        }

        if (now < _notBefore)
        {
            return _notBefore;
        }

        try
        {
            _subscription = await Subscription.OpenAsync(broker, name, queue, prefetch, received, Bell, ct);
            _pause = FirstPause;
            broker.Up(name);
            return broker.Clock.GetUtcNow() + LookAgain;
        }
        catch (TransportUnavailableException)
        {
            _notBefore = broker.Clock.GetUtcNow() + _pause;
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            return _notBefore;
        }
    }

    /// <summary>Lets more messages come at once than the link was opened for.</summary>
    public async Task WidenAsync(ushort prefetch, CancellationToken ct)
    {
        if (_subscription is { IsAlive: true } open)
        {
            await open.WidenAsync(prefetch, ct);
        }
    }

    /// <summary>Everything not ended goes back to the broker.</summary>
    public async Task CloseAsync()
    {
        if (_subscription is { } open)
        {
            _subscription = null;
            await open.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
