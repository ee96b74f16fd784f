using Hub.Core.Trust;

namespace Hub.Core.DeadLetters;

/// <summary>Redrives by filter: planned and counted first, then done at a rate, stopped when most fail again.</summary>
public interface IRedrives
{
    /// <summary>Plans a redrive: counts the dead letters that match now and stores the plan; nothing is retried yet.</summary>
    Task<Redrive> PlanAsync(DeadLetterFilter filter, double ratePerSecond, AuditEntry audit, CancellationToken ct);

    /// <summary>Starts a planned redrive. False when it is not in state planned.</summary>
    Task<bool> StartAsync(string id, AuditEntry audit, CancellationToken ct);

    Task<bool> StopAsync(string id, string reason, AuditEntry audit, CancellationToken ct);

    Task<Redrive?> FindAsync(string id, CancellationToken ct);

    /// <summary>Redrives in state running.</summary>
    Task<IReadOnlyList<Redrive>> RunningAsync(CancellationToken ct);

    /// <summary>Makes up to <paramref name="max"/> further matching dead letters (dead before the plan was made) due now, and counts what became of the former ones. Returns the new figures.</summary>
    Task<Redrive> AdvanceAsync(string id, int max, DateTimeOffset now, CancellationToken ct);
}

/// <param name="State"><c>planned</c>, <c>running</c>, <c>done</c> or <c>stopped</c>.</param>
/// <param name="Planned">Dead letters that matched when it was planned.</param>
/// <param name="Released">Made due so far.</param>
/// <param name="Succeeded">Of the released, delivered.</param>
/// <param name="FailedAgain">Of the released, dead again.</param>
public sealed record Redrive(
    string Id, DeadLetterFilter Filter, double RatePerSecond, string State, long Planned, long Released, long Succeeded, long FailedAgain,
    string PlannedBy, DateTimeOffset PlannedAt, string? StopReason);
