using System.Threading.Channels;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A queue in the simulator's own memory.</summary>
internal sealed class SimulatedQueue(string name, int maxDeliveryCount = 10) : IHostQueue
{
    private readonly Channel<bool> _news = Channel.CreateUnbounded<bool>();
    private readonly Lock _gate = new();
    private readonly LinkedList<QueueMessage> _waiting = [];
    private readonly HashSet<QueueMessage> _locked = [];
    private readonly List<(string Id, string? Reason)> _dead = [];
    private readonly List<string> _delivered = [];
    private long _sequence;

    public string Name => name;

    /// <summary>Ids of what was delivered, in order, repeats included.</summary>
    public IReadOnlyList<string> Delivered
    {
        get
        {
            lock (_gate)
            {
                return [.. _delivered];
            }
        }
    }

    /// <summary>Dead letters with the reasons that they were given; null where the deliveries were used up.</summary>
    public IReadOnlyList<(string Id, string? Reason)> Dead
    {
        get
        {
            lock (_gate)
            {
                return [.. _dead];
            }
        }
    }

    public Task SendAsync(QueueMessage message)
    {
        lock (_gate)
        {
            message.SequenceNumber = ++_sequence;
            _waiting.AddLast(message);
        }

        _news.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public async Task<QueueMessage> ReceiveAsync(CancellationToken ct)
    {
        while (true)
        {
            await _news.Reader.ReadAsync(ct);
            lock (_gate)
            {
                if (_waiting.FirstOrDefault(IsFree) is { } message)
                {
                    _waiting.Remove(message);
                    _locked.Add(message);
                    message.Lock();
                    _delivered.Add(message.MessageId);
                    return message;
                }
            }
        }
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken ct) => EndAsync(message, () => { });

    public Task AbandonAsync(QueueMessage message, CancellationToken ct) => EndAsync(message, () =>
    {
        if (message.DeliveryCount < maxDeliveryCount)
        {
            _waiting.AddFirst(message);
        }
        else
        {
            _dead.Add((message.MessageId, null));
        }
    });

    public Task DeadLetterAsync(QueueMessage message, string? reason, string? description, CancellationToken ct) => EndAsync(message, () => _dead.Add((message.MessageId, reason)));

    public Task<long> OpenAsync()
    {
        lock (_gate)
        {
            return Task.FromResult((long)_waiting.Count + _locked.Count);
        }
    }

    public Task<IReadOnlyList<string>> DeadAsync() => Task.FromResult<IReadOnlyList<string>>([.. Dead.Select(dead => dead.Id)]);

    private bool IsFree(QueueMessage message) => message.SessionId is not { } session || !_locked.Any(other => other.SessionId == session);

    // What waited behind it may come now, and it may come again itself.
    private Task EndAsync(QueueMessage message, Action end)
    {
        int waiting;
        lock (_gate)
        {
            if (!_locked.Remove(message))
            {
                throw new InvalidOperationException("Settled twice.");
            }

            end();
            waiting = _waiting.Count;
        }

        for (var i = 0; i < waiting; i++)
        {
            _news.Writer.TryWrite(true);
        }

        return Task.CompletedTask;
    }
}
