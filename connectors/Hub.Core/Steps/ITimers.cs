namespace Hub.Core.Steps;

/// <summary>Schedules under a database lease: one instance runs each.</summary>
public interface ITimers
{
    /// <summary>A lease that ends so much later than a new one would was dated by a clock that was ahead, and is over.</summary>
    static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    /// <summary>Takes a due timer under a lease. A new timer is due at <paramref name="firstAt"/>.</summary>
    /// <returns>The fencing token of the lease; null when the timer is not due or another has it.</returns>
    Task<long?> TryTakeAsync(string name, DateTimeOffset now, DateTimeOffset leaseUntil, DateTimeOffset firstAt, CancellationToken ct);

    /// <summary>Ends the run; one whose lease was lost meanwhile changes nothing.</summary>
    Task FinishAsync(string name, long token, DateTimeOffset nextAt, string? result, CancellationToken ct);

    /// <summary>Makes it due at once (an operator's wish).</summary>
    Task PokeAsync(string name, DateTimeOffset now, CancellationToken ct);

    Task<DateTimeOffset?> NextAtAsync(string name, CancellationToken ct);
}
