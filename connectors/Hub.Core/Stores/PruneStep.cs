using Hub.Core.Steps;

namespace Hub.Core.Stores;

/// <summary>Lets the past go, a little at a time, so that it never weighs on the present.</summary>
/// <param name="keep">How long a closed dossier's events stay.</param>
public sealed class PruneStep(IRetention retention, TimeProvider clock, TimeSpan keep) : IStep
{
    private const int Bite = 500;

    /// <summary>How long answers to an <c>Idempotency-Key</c> are kept.</summary>
    public static readonly TimeSpan KeepAnswers = TimeSpan.FromDays(7);

    private static readonly TimeSpan BetweenBites = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public string Name => "prune";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var removed = await retention.PruneAsync(now - keep, now - KeepAnswers, Bite, ct);
        return clock.GetUtcNow() + (removed > 0 ? BetweenBites : Every);
    }
}

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
