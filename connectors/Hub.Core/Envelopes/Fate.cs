namespace Hub.Core.Envelopes;

/// <summary>What happens to the envelope after an attempt.</summary>
public abstract record Fate
{
    private Fate() { }

    public sealed record Complete : Fate;

    /// <param name="Counted">Whether the attempt is charged to the ladder.</param>
    public sealed record Again(DateTimeOffset DueAt, bool Counted, bool Doubtful) : Fate;

    /// <summary>Dead letter: the strand is held until a person decides.</summary>
    /// <param name="Doubtful">The last attempt may have taken effect: a retry is told.</param>
    public sealed record Dead(string Code, string Reason, bool Doubtful = false) : Fate;
}
