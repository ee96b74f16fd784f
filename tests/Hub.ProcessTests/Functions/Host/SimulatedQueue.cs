using System.Threading.Channels;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A queue in the simulator's own memory.</summary>
internal sealed class SimulatedQueue(string name, int maxDeliveryCount = 10) : IHostQueue
{
    private readonly Channel<QueueMessage> _ready = Channel.CreateUnbounded<QueueMessage>();
    private readonly Lock _gate = new();
    private readonly List<QueueMessage> _dead = [];
    private long _sequence;
    private int _open;
    private int _deliveries;

    public string Name => name;

    public int Deliveries => Volatile.Read(ref _deliveries);

    public Task SendAsync(QueueMessage message)
    {
        Interlocked.Increment(ref _open);
        message.SequenceNumber = Interlocked.Increment(ref _sequence);
        _ready.Writer.TryWrite(message);
        return Task.CompletedTask;
    }

    public async Task<QueueMessage> ReceiveAsync(CancellationToken ct)
    {
        var message = await _ready.Reader.ReadAsync(ct);
        message.DeliveryCount++;
        Interlocked.Increment(ref _deliveries);
        return message;
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken ct)
    {
        Interlocked.Decrement(ref _open);
        return Task.CompletedTask;
    }

    public Task AbandonAsync(QueueMessage message, CancellationToken ct)
    {
        if (message.DeliveryCount < maxDeliveryCount)
        {
            _ready.Writer.TryWrite(message);
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            _dead.Add(message);
        }

        Interlocked.Decrement(ref _open);
        return Task.CompletedTask;
    }

    public Task<long> OpenAsync() => Task.FromResult((long)Volatile.Read(ref _open));

    public Task<IReadOnlyList<string>> DeadAsync()
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _dead.Select(message => message.MessageId)]);
        }
    }
}
