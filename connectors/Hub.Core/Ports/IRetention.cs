namespace Hub.Core.Ports;

/// <summary>Removes what has outlived its purpose, a bounded number a call.</summary>
public interface IRetention
{
    /// <summary>
    /// Removes events, settled envelopes and histories of dossiers closed and untouched since <paramref name="before"/>; of dossiers with anything
    /// unsettled or skipped nothing goes, nor of one with a live consignment, cash that is on no remittance, a sheet that is not confirmed or an open
    /// task. What the post has of a dossier goes with it. Also events without a dossier, what the post has of none, and expired idempotency answers.
    /// </summary>
    /// <returns>Rows removed; 0 when there is nothing more to do.</returns>
    Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset idempotencyBefore, int limit, CancellationToken ct);
}
