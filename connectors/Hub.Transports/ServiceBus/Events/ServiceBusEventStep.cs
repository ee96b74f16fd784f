using Hub.Core.Intake;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>
/// Takes events off the queue of incoming ones, one after the other: the order in which they were sent is the order in which they are accepted. A message is
/// completed only after its events are durable and its sender was told. While the store is away the message waits with its lock renewed, and no other is taken.
/// </summary>
public sealed class ServiceBusEventStep(
    IServiceBusApi api, QueuedEvents events, Verdicts verdicts, IStoreInfo store, ServiceBusOptions options, TimeProvider clock, ILogger<ServiceBusEventStep> logger)
    : IStep, IAsyncDisposable
{
    private const int AtOnce = 64;
    private const int MaxEnding = 32;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterGivingBack = TimeSpan.FromMinutes(1);
    private readonly Work _work = new(clock, logger);
    private readonly PollPace _pace = new(options.EventsQueue, clock, logger);
    private readonly Parking _parking = new(api, options, clock, logger);
    private TimeSpan _pause = FirstPause;
    private bool _isStoreAway;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private ReceivedMessage? _waiting;
    private DateTimeOffset _waitingSince;

    public string Name => "servicebus:events";

    public Signal Wake { get; } = new();

    /// <summary>Waits for a message, and takes what lies behind it too.</summary>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var notBefore = _notBefore > _pace.NotBefore ? _notBefore : _pace.NotBefore;
        if (clock.GetUtcNow() < notBefore)
        {
            return notBefore;
        }

        if (!await IsStoreThereAsync(ct))
        {
            return _notBefore;
        }

        for (var taken = 0; taken < AtOnce && _work.Count < MaxEnding; taken++)
        {
            var message = _waiting ?? await ReceiveAsync(taken == 0 ? options.PollTimeout : TimeSpan.Zero, ct);
            if (message is null)
            {
                return clock.GetUtcNow() < _pace.NotBefore ? _pace.NotBefore : clock.GetUtcNow();
            }

            if (!await TakeAsync(message, ct))
            {
                return _notBefore;
            }
        }

        return clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private async Task<ReceivedMessage?> ReceiveAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            var message = await api.ReceiveAsync(options.EventsQueue, wait, ct);
            _pace.Answered();
            return message;
        }
        catch (ServiceBusException fault)
        {
            _pace.Failed(fault);
            return null;
        }
    }

    /// <summary>False when the store is away.</summary>
    private async Task<bool> TakeAsync(ReceivedMessage message, CancellationToken ct)
    {
        EventVerdict verdict;
        try
        {
            verdict = (await events.AcceptAsync([BusEvent.Of(message.Message)], BusEvent.Sender, ct))[0];
        }
        catch (StoreUnavailableException away)
        {
            await HoldAsync(message, away, ct);
            return false;
        }

        (_waiting, _isStoreAway, _pause) = (null, false, FirstPause);
        _work.Start("complete", options.EventsQueue, stop => EndAsync(message, verdict, stop));
        return true;
    }

    private async Task EndAsync(ReceivedMessage message, EventVerdict verdict, CancellationToken ct)
    {
        bool isTold;
        try
        {
            isTold = await verdicts.TellAsync(message, verdict, ct);
        }
        catch (ServiceBusException busy)
        {
            // The events are stored: when the message comes again the sender hears that they are known.
            logger.NotTold(options.VerdictsQueue, busy.Message);
            await api.AbandonAsync(message, ct);
            return;
        }

        // What was refused and nobody heard of must be found by somebody.
        var reason = verdict.Unreadable ?? (isTold || verdict.IsStored ? null : "refused-and-nobody-told");
        if (reason is not null)
        {
            await _parking.MoveAsync(message, reason, ct);
            return;
        }

        await api.CompleteAsync(message, ct);
    }

    private async Task HoldAsync(ReceivedMessage message, StoreUnavailableException away, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_waiting is null)
        {
            logger.EventWaits(options.EventsQueue, away.Fault.ToString());
            _waitingSince = now;
        }

        _waiting = message;
        Pause(now);
        await KeepLockAsync(now, ct);
    }

    // Every delivery counts, and the broker gives a message up after some: no other is taken before the store has answered.
    private async Task<bool> IsStoreThereAsync(CancellationToken ct)
    {
        if (!_isStoreAway || _waiting is not null)
        {
            return true;
        }

        try
        {
            await store.CheckWritableAsync(ct);
            _isStoreAway = false;
            return true;
        }
        catch (StoreUnavailableException)
        {
            Pause(clock.GetUtcNow());
            return false;
        }
    }

    private void Pause(DateTimeOffset now)
    {
        _isStoreAway = true;
        _notBefore = now + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private async Task KeepLockAsync(DateTimeOffset now, CancellationToken ct)
    {
        var message = _waiting!;
        try
        {
            if (now - _waitingSince >= options.MaxLockRenewal)
            {
                _waiting = null;
                _notBefore = now + AfterGivingBack;
                logger.EventGivenBack(options.EventsQueue);
                await api.AbandonAsync(message, ct);
            }
            else if (message.LockedUntil - _notBefore < message.LockFor / 2)
            {
                _waiting = await api.RenewAsync(message, ct);
            }
        }
        catch (ServiceBusException fault)
        {
            // Gone, or as good as gone: the broker brings it again.
            logger.LockLost(fault.Reason.ToString(), options.EventsQueue);
            _waiting = null;
        }
    }
}
