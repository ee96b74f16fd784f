namespace Hub.Core.Events;

/// <param name="Seq">Order of acceptance; the cursor of every listing.</param>
public sealed record StoredEvent(
    long Seq,
    CloudEvent Event,
    EventDirection Direction,
    DateTimeOffset ReceivedAt,
    string AcceptedBy,
    ReadOnlyMemory<byte> Digest)
{
    /// <summary>When it happened; the time of acceptance where the producer gave none.</summary>
    public DateTimeOffset At => Event.Time ?? ReceivedAt;
}

/// <summary>In: the case system (or an operator) told the hub. Out: the hub tells the case system, by webhook or feed.</summary>
public enum EventDirection
{
    In = 0,
    Out = 1,
}
