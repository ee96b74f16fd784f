using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.Transports.RabbitMq;

/// <summary>Brings the notices of one lane's queue to this instance. One lane, one connection: what befalls it touches no other lane.</summary>
public sealed class LaneConsumerStep : IStep, IAsyncDisposable
{
    private readonly RabbitMqBroker _broker;
    private readonly RabbitMqTransport _transport;
    private readonly string _lane;
    private readonly ushort _prefetch;
    private readonly Action<Arrival> _deliver;
    private readonly Link _link;

    /// <param name="prefetch">Notices held here at once: the lane's concurrency, for no more can be delivered.</param>
    /// <param name="deliver">Takes a notice; must not wait.</param>
    public LaneConsumerStep(RabbitMqBroker broker, RabbitMqTransport transport, string lane, int prefetch, Action<Arrival> deliver)
    {
        _broker = broker;
        _transport = transport;
        _lane = lane;
        _prefetch = (ushort)prefetch;
        _deliver = deliver;
        _link = new Link(broker, LinkState.OfLane(lane), broker.Names.LaneQueue(lane), Receive);
    }

    public string Name => "rabbitmq:" + _lane;

    public Signal Wake => _link.Bell;

    /// <summary>Whether notices can arrive at this moment.</summary>
    public bool IsUp => _link.IsUp;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct) => await _link.KeepAsync(_prefetch, ct);

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private void Receive(Received message)
    {
        if (NoticeJson.TryRead(message.Body.Span, out var notice) && notice.Lane == _lane)
        {
            _deliver(new Arrival(notice, () => End(message.Acknowledge), () => End(message.GiveBack)));
        }
        else
        {
            _ = Parking.MoveAsync(_broker, _transport, message, _broker.Names.LaneQueue(_lane), notice is null ? "not-a-notice" : "other-lane", CancellationToken.None);
        }
    }

    private static ValueTask End(Action end)
    {
        end();
        return ValueTask.CompletedTask;
    }
}
