using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Microsoft.Extensions.Logging;

namespace Hub.Core.DeadLetters;

/// <summary>Releases the dead letters of running redrives at their rate, and stops a redrive when most of what it released fails again.</summary>
public sealed class RedriveStep(IRedrives redrives, TimeProvider clock, ILogger<RedriveStep> logger) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Results that must be in before failing again counts against the redrive.</summary>
    public const int EnoughToJudge = 10;

    public string Name => "redrive";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var running = await redrives.RunningAsync(ct);
        foreach (var redrive in running)
        {
            await AdvanceAsync(redrive, now, ct);
        }

        foreach (var id in _buckets.Keys.Except(running.Select(redrive => redrive.Id)).ToList())
        {
            _buckets.Remove(id);
        }

        return running.Count > 0 ? now + Every : null;
    }

    private async Task AdvanceAsync(Redrive redrive, DateTimeOffset now, CancellationToken ct)
    {
        // A head start beyond what has been judged would spoil the purpose of stopping, so no more than this is ever undecided.
        var undecided = redrive.Released - redrive.Succeeded - redrive.FailedAgain;
        var room = (int)Math.Max(0, Math.Max(EnoughToJudge, redrive.RatePerSecond * 10) - undecided);
        var bucket = BucketOf(redrive);
        var max = bucket.Take(room);
        var figures = await redrives.AdvanceAsync(redrive.Id, max, now, ct);
        bucket.Return(max - (int)(figures.Released - redrive.Released));
        if (MostFailAgain(figures))
        {
            var ended = figures.Succeeded + figures.FailedAgain;
            var reason = new Bilingual($"{figures.FailedAgain} trên {ended} lại không thành công", $"{figures.FailedAgain} of {ended} failed again").ToString();
            await redrives.StopAsync(redrive.Id, reason,
                new AuditEntry(now, "hub", null, "redrive.stop", redrive.Id, "allowed", reason), ct);
            logger.RedriveStopped(redrive.Id, reason);
        }
    }

    // The bell may ring between two seconds, and a rate may be less than one a second: neither may change the pace.
    private TokenBucket BucketOf(Redrive redrive)
    {
        if (!_buckets.TryGetValue(redrive.Id, out var bucket))
        {
            bucket = new TokenBucket(redrive.RatePerSecond > 0 ? redrive.RatePerSecond : 1, clock);
            _buckets.Add(redrive.Id, bucket);
        }

        return bucket;
    }

    private static bool MostFailAgain(Redrive r) =>
        r.State == "running" && r.Succeeded + r.FailedAgain >= EnoughToJudge && r.FailedAgain * 2 > r.Succeeded + r.FailedAgain;
}

internal static partial class RedriveLog
{
    [LoggerMessage(1003, LogLevel.Warning, "Redrive {Id} stopped: {Reason}")]
    public static partial void RedriveStopped(this ILogger logger, string id, string reason);
}
