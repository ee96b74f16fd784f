using System.Threading.Channels;

namespace Hub.AcceptanceTests.Functions.Host;

/// <summary>A Service Bus queue as the trigger's listener sees it: a failed delivery comes again at once, until the count is used up.</summary>
internal sealed class SimulatedQueue(string name, int maxDeliveryCount = 10)
{
    private readonly Channel<QueueMessage> _ready = Channel.CreateUnbounded<QueueMessage>();
    private readonly Lock _gate = new();
    private readonly List<QueueMessage> _dead = [];
    private long _sequence;
    private int _open;
    private int _deliveries;

    public string Name => name;

    /// <summary>Sent and neither completed nor dead.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Deliveries => Volatile.Read(ref _deliveries);

    public IReadOnlyList<QueueMessage> Dead
    {
        get
        {
            lock (_gate)
            {
                return [.. _dead];
            }
        }
    }

    public void Send(QueueMessage message)
    {
        Interlocked.Increment(ref _open);
        message.SequenceNumber = Interlocked.Increment(ref _sequence);
        _ready.Writer.TryWrite(message);
    }

    public async ValueTask<QueueMessage> ReceiveAsync(CancellationToken ct)
    {
        var message = await _ready.Reader.ReadAsync(ct);
        message.DeliveryCount++;
        Interlocked.Increment(ref _deliveries);
        return message;
    }

    public void Complete() => Interlocked.Decrement(ref _open);

    public void Abandon(QueueMessage message)
    {
        if (message.DeliveryCount < maxDeliveryCount)
        {
            _ready.Writer.TryWrite(message);
            return;
        }

        lock (_gate)
        {
            _dead.Add(message);
        }

        Interlocked.Decrement(ref _open);
    }
}
