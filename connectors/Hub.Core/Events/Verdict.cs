namespace Hub.Core.Events;

/// <summary>What the inbox decided about one submission.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <param name="Seq">The event's place in the feed.</param>
    public sealed record Accepted(long Seq) : Verdict;

    /// <summary>Same source and id, same digest: already here, nothing changed.</summary>
    public sealed record Duplicate(long Seq) : Verdict;

    /// <summary>Same source and id, another digest: refused.</summary>
    public sealed record Conflict(long Seq, ReadOnlyMemory<byte> StoredDigest) : Verdict;
}
