namespace Hub.Core.Ports;

/// <summary>Schedules under a database lease: one instance runs each.</summary>
public interface ITimers
{
    /// <summary>True when the timer is due and now leased to the caller. A new timer is due at <paramref name="firstAt"/>.</summary>
    Task<bool> TryTakeAsync(string name, DateTimeOffset now, DateTimeOffset leaseUntil, DateTimeOffset firstAt, CancellationToken ct);

    Task FinishAsync(string name, DateTimeOffset nextAt, string? result, CancellationToken ct);

    /// <summary>Makes it due at once (an operator's wish).</summary>
    Task PokeAsync(string name, DateTimeOffset now, CancellationToken ct);

    Task<DateTimeOffset?> NextAtAsync(string name, CancellationToken ct);
}
