using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Hub.Core.Steps;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Receives from one queue under locks, keeps those of what it has handed out alive, and settles in the background when it is told.</summary>
internal sealed class QueueReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly ServiceBusBroker _broker;
    private readonly QueuePace _pace;
    private readonly Signal _bell;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<HeldMessage, bool> _held = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _beat;
    private ServiceBusReceiver _receiver;
    private readonly Task _renewing;

    /// <param name="prefetch">Messages that may be here, handed out or not.</param>
    /// <param name="bell">Rings when a message has ended.</param>
    public QueueReceiver(ServiceBusBroker broker, QueuePace pace, int prefetch, Signal bell, TimeProvider clock, ILogger logger)
    {
        (_broker, _pace, _bell, _clock, _logger) = (broker, pace, bell, clock, logger);
        _receiver = broker.Receiver(Name, prefetch);
        _beat = new PeriodicTimer(Beat, clock);
        _renewing = RenewAsync();
    }

    /// <summary>The queue's.</summary>
    public string Name => _pace.Queue;

    /// <summary>Messages that were handed out and have not ended.</summary>
    public int Held => _held.Count;

    /// <summary>Waits for a message and takes what lies behind it too; none when none came or the queue cannot be read.</summary>
    public async Task<IReadOnlyList<HeldMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken ct)
    {
        try
        {
            var messages = await _receiver.ReceiveMessagesAsync(max, wait, ct);
            _pace.Answered();
            return [.. messages.Select(Hold)];
        }
        catch (Exception error) when (ServiceBusFault.Of(error, ct) is { } fault)
        {
            _pace.Failed(fault);
            return [];
        }
    }

    /// <summary>Returns at once; the broker is told in the background.</summary>
    public void Complete(HeldMessage held) => End(held, "complete", ct => _receiver.CompleteMessageAsync(held.Message, ct));

    /// <summary>The broker brings it again.</summary>
    public void GiveBack(HeldMessage held) => End(held, "abandon", ct => _receiver.AbandonMessageAsync(held.Message, cancellationToken: ct));

    /// <summary>Moves it to the queue's dead letters, where a person finds it.</summary>
    /// <param name="reason">A code in lower case.</param>
    public void SetAside(HeldMessage held, string reason)
    {
        _logger.SetAside(Name, reason);
        End(held, "dead-letter", ct => _receiver.DeadLetterMessageAsync(held.Message, reason, "Set aside by the hub.", ct));
    }

    /// <summary>The broker brings it again when its lock has ended.</summary>
    public void Leave(HeldMessage held) => _held.TryRemove(held, out _);

    /// <summary>Does something in the background that is waited for at the end.</summary>
    public void Run(string what, Func<CancellationToken, Task> work)
    {
        var task = RunAsync(what, work);
        _running.TryAdd(task, true);
        _ = task.ContinueWith(static (done, running) => ((ConcurrentDictionary<Task, bool>)running!).TryRemove(done, out _), _running, TaskScheduler.Default);
    }

    /// <summary>Lets what is under way come to its end, and gives back what has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _beat.Dispose();
        await _renewing;
        await SettledAsync();
        await CloseAsync();
        if (!_held.IsEmpty)
        {
            await GiveBackAsync();
        }

        _stop.Dispose();
    }

    // What waits in the client goes back with it.
    private async Task CloseAsync()
    {
        try
        {
            await _receiver.DisposeAsync();
        }
        catch (Exception error) when (ServiceBusFault.Of(error, CancellationToken.None) is not null)
        {
            // The locks end by themselves.
        }
    }

    // By a link that takes nothing: on the old one the broker would bring it here again at once.
    private async Task GiveBackAsync()
    {
        try
        {
            _receiver = _broker.Receiver(Name);
        }
        catch (ObjectDisposedException)
        {
            // The connection went first.
            return;
        }

        foreach (var held in _held.Keys)
        {
            GiveBack(held);
        }

        await SettledAsync();
        await CloseAsync();
    }

    private async Task SettledAsync()
    {
        try
        {
            while (_running.Keys is { Count: > 0 } running)
            {
                await Task.WhenAll(running).WaitAsync(Patience, _clock);
            }
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
        }
    }

    private HeldMessage Hold(ServiceBusReceivedMessage message)
    {
        var held = new HeldMessage(this, message, _clock.GetUtcNow());
        _held.TryAdd(held, true);
        return held;
    }

    private void End(HeldMessage held, string what, Func<CancellationToken, Task> settle)
    {
        if (_held.TryRemove(held, out _))
        {
            Run(what, settle);

            // Room for the next one.
            _bell.Ring();
        }
    }

    private async Task RenewAsync()
    {
        while (await _beat.WaitForNextTickAsync())
        {
            var now = _clock.GetUtcNow();
            foreach (var held in _held.Keys.Where(held => held.RenewAt <= now))
            {
                // Until this one is through.
                held.RenewAt = DateTimeOffset.MaxValue;
                if (now - held.Since < _broker.Options.MaxLockRenewal)
                {
                    Run("renew", ct => RenewAsync(held, ct));
                }
            }
        }
    }

    private async Task RenewAsync(HeldMessage held, CancellationToken ct)
    {
        try
        {
            var asked = _clock.GetUtcNow();
            await _receiver.RenewMessageLockAsync(held.Message, ct);
            held.Locked(asked);
        }
        catch (Exception error) when (ServiceBusFault.Of(error, ct) is { } fault)
        {
            if (fault.IsTransient)
            {
                held.RenewAt = _clock.GetUtcNow() + Beat;
            }
            else if (fault.Reason is not ServiceBusReason.LockLost || _held.ContainsKey(held))
            {
                throw;
            }
        }
    }

    private async Task RunAsync(string what, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (Exception error) when (ServiceBusFault.Of(error, _stop.Token) is { Reason: ServiceBusReason.LockLost })
        {
            // It is brought again, and whoever takes it finds that the store has done with it.
            _logger.LockLost(what, Name);
        }
        catch (Exception error) when (ServiceBusFault.Of(error, CancellationToken.None) is { } fault)
        {
            _logger.NotSettled(what, Name, fault.ToString());
        }
#pragma warning disable CA1031 // Nobody waits for this: what is not said here is never heard of.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            _logger.Faulted(bug, what, Name);
        }
    }
}

/// <summary>A locked message that was handed out.</summary>
internal sealed class HeldMessage
{
    private static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(5);
    private readonly QueueReceiver _queue;

    public HeldMessage(QueueReceiver queue, ServiceBusReceivedMessage message, DateTimeOffset now)
    {
        (_queue, Message, Since) = (queue, message, now);
        Locked(now);
    }

    public ServiceBusReceivedMessage Message { get; }

    public DateTimeOffset Since { get; }

    /// <summary>Half of the lock is over then.</summary>
    public DateTimeOffset RenewAt { get; set; }

    public ValueTask CompleteAsync()
    {
        _queue.Complete(this);
        return ValueTask.CompletedTask;
    }

    public ValueTask GiveBackAsync()
    {
        _queue.GiveBack(this);
        return ValueTask.CompletedTask;
    }

    // The end stands on the service's clock, which may be far from ours: nothing is renewed at every beat because of it.
    public void Locked(DateTimeOffset now)
    {
        var left = Message.LockedUntil - now;
        RenewAt = now + ((left > ShortestLock ? left : ShortestLock) / 2);
    }
}
