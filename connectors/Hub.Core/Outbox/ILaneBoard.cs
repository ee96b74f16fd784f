using Hub.Core.Trust;

namespace Hub.Core.Outbox;

/// <summary>State of the lanes that outlives a process.</summary>
public interface ILaneBoard
{
    /// <summary>A row for every lane ever seen; a lane without one is open and closed-breakered.</summary>
    Task<LaneRow> ReadAsync(string lane, CancellationToken ct);

    Task<LaneDepth> DepthAsync(string lane, CancellationToken ct);

    Task SetPausedAsync(string lane, bool isPaused, string? reason, AuditEntry audit, CancellationToken ct);

    /// <summary>Stores the breaker's part of the row if nobody has since <see cref="LaneRow.Version"/>, and wakes the lane.</summary>
    /// <returns>True: it stands under the next version. False: another instance was first, and what it stored stands.</returns>
    Task<bool> SaveBreakerAsync(LaneRow row, CancellationToken ct);
}
