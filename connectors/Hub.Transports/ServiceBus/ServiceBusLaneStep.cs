using Hub.Core.Steps;
using Hub.Core.Transports;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Brings the notices of one lane's queue to this instance, for a hub that no Functions host serves.</summary>
public sealed class ServiceBusLaneStep : IStep, IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private readonly string _lane;
    private readonly int _concurrency;
    private readonly Action<Arrival> _deliver;
    private readonly TimeProvider _clock;
    private readonly QueuePace _pace;
    private readonly QueueReceiver _queue;

    /// <param name="concurrency">Notices held here at once: the lane's concurrency, for no more can be delivered. As many more may wait in the client.</param>
    /// <param name="deliver">Takes a notice; must not wait.</param>
    public ServiceBusLaneStep(string lane, int concurrency, ServiceBusBroker broker, Action<Arrival> deliver, TimeProvider clock, ILogger<ServiceBusLaneStep> logger)
    {
        (_lane, _concurrency, _deliver, _clock) = (lane, concurrency, deliver, clock);
        _pace = new QueuePace(broker.Options.LaneQueue(lane), clock, logger);

        // The client asks for more only when half of what it was promised is settled: with no more promised than may be held, places would stay empty.
        _queue = new QueueReceiver(broker, _pace, 2 * concurrency, Wake, clock, logger);
    }

    public string Name => "servicebus:" + _lane;

    public Signal Wake { get; } = new();

    /// <summary>Messages that are locked here and not settled.</summary>
    public int Held => _queue.Held;

    /// <summary>Waits for notices while there is room for one.</summary>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (_clock.GetUtcNow() < _pace.NotBefore)
        {
            return _pace.NotBefore;
        }

        var room = _concurrency - _queue.Held;
        if (room <= 0)
        {
            return null;
        }

        foreach (var held in await _queue.ReceiveAsync(room, Wait, ct))
        {
            Arrive(held);
        }

        return _clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private void Arrive(HeldMessage held)
    {
        if (NoticeJson.TryRead(held.Message.Body.ToMemory().Span, out var notice) && notice.Lane == _lane)
        {
            _deliver(new Arrival(notice, held.CompleteAsync, held.GiveBackAsync));
        }
        else
        {
            _queue.SetAside(held, notice is null ? "not-a-notice" : "other-lane");
        }
    }
}
