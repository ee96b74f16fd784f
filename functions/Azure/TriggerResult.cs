namespace Hub.Functions.Azure;

/// <summary>How an invocation ended.</summary>
/// <param name="Log">One line for the host's log; never personal data.</param>
/// <param name="Fates">Of its messages, in order; empty when all are kept, or for a timer.</param>
internal sealed record TriggerResult(string Log, IReadOnlyList<Fate> Fates)
{
    public TriggerResult(string log)
        : this(log, [])
    {
    }

    public Fate Of(int message) => Fates.Count == 0 ? Fate.Kept : Fates[message];
}

/// <summary>What becomes of a message.</summary>
/// <param name="Kind">Kept: the store has what it brought. Given back: the queue brings it again at once. Dead: a person must look.</param>
/// <param name="Reason">Of a dead one.</param>
internal sealed record Fate(Fate.Kinds Kind, string? Reason = null)
{
    public static readonly Fate Kept = new(Kinds.Kept);

    public static readonly Fate GivenBack = new(Kinds.GivenBack);

    public static Fate Dead(string reason) => new(Kinds.Dead, reason);

    internal enum Kinds
    {
        Kept,
        GivenBack,
        Dead,
    }
}
