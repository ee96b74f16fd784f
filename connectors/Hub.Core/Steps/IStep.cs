namespace Hub.Core.Steps;

/// <summary>A loop as a step: one bounded piece of work that says when it wants to run next.</summary>
public interface IStep
{
    string Name { get; }

    /// <summary>Set when there may be work before the time the last run named.</summary>
    Signal Wake { get; }

    /// <returns>When to run next: now or earlier for at once, null for "only when woken".</returns>
    Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct);
}
