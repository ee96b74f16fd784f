using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A queue, its dead letters or one of its sessions, as one receiver's link sees it.</summary>
internal sealed class QueueSource : IMessageSource
{
    private readonly BusQueue _queue;
    private readonly bool _isDead;
    private readonly ListenerLink _link;
    private readonly ServiceBusFaults _faults;
    private readonly Func<bool> _mayUse;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _granted;
    private long _given;

    /// <param name="mayUse">The connection's token still covers the queue.</param>
    public QueueSource(BusQueue queue, bool isDead, ListenerLink link, ServiceBusFaults faults, Func<bool> mayUse)
    {
        (_queue, _isDead, _link, _faults, _mayUse) = (queue, isDead, link, faults, mayUse);
        _queue.Changed += Ring;
        link.AddClosedCallback((_, _) => Close());
    }

    /// <summary>The session that this link has locked.</summary>
    public BusSession? Session { get; private set; }

    /// <param name="id">Null for the next that is free.</param>
    public async Task<bool> LockSessionAsync(string? id, TimeSpan patience, TwinClock clock)
    {
        using var limit = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), clock);
        while ((Session = _queue.Accept(id, this)) is null)
        {
            if (patience == TimeSpan.Zero || !await RungAsync(limit.Token))
            {
                Close();
                return false;
            }
        }

        return true;
    }

    /// <summary>The receiver may take so many more, or wants to know that there is nothing.</summary>
    public void Grant(int more)
    {
        Interlocked.Add(ref _granted, Math.Max(0, more));

        // Nobody asks for messages without credit, so nobody else would say it.
        if (_link.IsDraining && Interlocked.Read(ref _granted) == Interlocked.Read(ref _given))
        {
            _link.CompleteDrain();
        }

        Ring();
    }

    /// <summary>The next message, whenever it comes; null when the link is closed or wants to know that there is none.</summary>
    public async Task<ReceiveContext> GetMessageAsync(ListenerLink link)
    {
        while (!link.IsClosed && Refusal() is null)
        {
            var strike = await _faults.StrikeAsync("receive", link);
            if (strike.IsOver || strike.Error is not null)
            {
                await EndAsync(strike.Error);
                return null!;
            }

            if (_queue.Next(_isDead, Session, link.SettleOnSend) is { } message)
            {
                if (strike.TearsAfter)
                {
                    BusConnection.Tear(link);
                    return null!;
                }

                Interlocked.Increment(ref _given);
                return new ReceiveContext(link, AmqpForm.Write(message, _queue.Settings.Name));
            }

            if (link.IsDraining || !await RungAsync(CancellationToken.None))
            {
                Interlocked.Exchange(ref _granted, Interlocked.Read(ref _given));
                return null!;
            }
        }

        await EndAsync(Refusal());
        return null!;
    }

    public void DisposeMessage(ReceiveContext receiveContext, DispositionContext dispositionContext) => _ = SettleAsync((LockedMessage)receiveContext.Message, dispositionContext);

    private Error? Refusal() =>
        !_mayUse() ? AmqpErrors.Unauthorized("Listen")
        : _queue.IsClosed ? AmqpErrors.NoQueue(_queue.Settings.Name)
        : IsSessionLost ? Lost()
        : null;

    private bool IsSessionLost => Session is { } session && session.Owner != this;

    private Error Lost() => IsSessionLost
        ? AmqpErrors.Of(AmqpErrors.SessionLockLost, "The session lock has expired on the session.")
        : AmqpErrors.Of(AmqpErrors.LockLost, "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");

    private async Task SettleAsync(LockedMessage message, DispositionContext context)
    {
        // The library releases what a closed link had not settled; the service keeps it locked until the lock ends.
        if (_link.IsClosed || _bell.Reader.Completion.IsCompleted)
        {
            return;
        }

        try
        {
            var (operation, settle) = Settlement(context.DeliveryState, message.Token);
            var strike = await _faults.StrikeAsync(operation, _link);
            if (strike.IsOver)
            {
                return;
            }

            var refusal = strike.Error ?? (settle() ? null : Lost());
            if (strike.TearsAfter)
            {
                BusConnection.Tear(_link);
            }
            else if (refusal is null)
            {
                context.Complete();
            }
            else
            {
                context.Complete(refusal);
            }
        }
        catch (AmqpException)
        {
            // The link went before it had its answer.
        }
    }

    private (string Operation, Func<bool> Settle) Settlement(DeliveryState state, Guid token)
    {
        switch (state)
        {
            case Accepted:
                return ("complete", () => _queue.Complete(token));
            case Rejected rejected:
                var info = AmqpForm.Changes(rejected.Error?.Info);
                info.Remove(BusMessage.Reason, out var reason);
                info.Remove(BusMessage.Description, out var description);
                return ("dead-letter", () => _queue.Bury(token, AmqpForm.Text(reason), AmqpForm.Text(description), info));
            case Modified { UndeliverableHere: true } deferred:
                return ("defer", () => _queue.Defer(token, AmqpForm.Changes(deferred.MessageAnnotations)));
            default:
                return ("abandon", () => _queue.Abandon(token, AmqpForm.Changes((state as Modified)?.MessageAnnotations)));
        }
    }

    private async Task EndAsync(Error? refusal)
    {
        if (refusal is not null && !_link.IsClosed)
        {
            await _link.CloseAsync(TimeSpan.Zero, refusal);
        }
    }

    private void Close()
    {
        _queue.Changed -= Ring;
        _bell.Writer.TryComplete();
        if (Session is { } session)
        {
            _queue.Release(session, this);
        }
    }

    private void Ring() => _bell.Writer.TryWrite(true);

    private async Task<bool> RungAsync(CancellationToken ct)
    {
        try
        {
            return await _bell.Reader.WaitToReadAsync(ct) && _bell.Reader.TryRead(out _);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>The library's side of it: keeps the receiver's credit.</summary>
internal sealed class QueueSourceEnd(QueueSource source, ListenerLink link) : SourceLinkEndpoint(source, link)
{
    // A receiver that wants to know that there is nothing must not wait for something.
    public override void OnFlow(FlowContext flowContext)
    {
        base.OnFlow(flowContext);
        source.Grant(flowContext.Messages);
    }
}
