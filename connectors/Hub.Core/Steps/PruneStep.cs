using Hub.Core.Ports;

namespace Hub.Core.Steps;

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
