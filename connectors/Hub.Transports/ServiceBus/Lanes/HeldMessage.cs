namespace Hub.Transports.ServiceBus.Lanes;

/// <summary>A locked message that the lane has not done with.</summary>
internal sealed class HeldMessage(HeldMessages all, ReceivedMessage message, DateTimeOffset since)
{
    private int _isOver;

    public ReceivedMessage Message { get; private set; } = message;

    public DateTimeOffset Since => since;

    /// <summary>Half of the lock is over then.</summary>
    public DateTimeOffset RenewAt { get; private set; } = message.LockedUntil - (message.LockFor / 2);

    public ValueTask AcknowledgeAsync() => EndAsync(isDone: true);

    public ValueTask GiveBackAsync() => EndAsync(isDone: false);

    /// <summary>False when it has ended already.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _isOver, 1) == 0;

    public void Renewed(ReceivedMessage renewed) => (Message, RenewAt) = (renewed, renewed.LockedUntil - (renewed.LockFor / 2));

    public void RenewNotBefore(DateTimeOffset at) => RenewAt = at;

    private ValueTask EndAsync(bool isDone)
    {
        if (TryEnd())
        {
            all.End(this, isDone);
        }

        return ValueTask.CompletedTask;
    }
}
