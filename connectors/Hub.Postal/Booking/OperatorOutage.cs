using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Postal.Dialects;

namespace Hub.Postal.Booking;

/// <summary>
/// The lane's breaker knows one partner. Where there are several, one that is away must neither stop the others nor cost attempts: its deliveries wait
/// while its own probe fails.
/// </summary>
internal sealed class OperatorOutage(PostalDialects dialects, TimeProvider clock)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, bool IsAway)> _seen = new(StringComparer.Ordinal);

    public async Task<Outcome> WeighAsync(Outcome outcome, IPostalDialect dialect, CancellationToken ct) =>
        outcome is not Outcome.Retry { PartnerDown: true } retry || dialects.All.Count < 2 ? outcome
        : await IsAwayAsync(dialect, ct).ConfigureAwait(false) ? new Outcome.Defer(retry.Reason, clock.GetUtcNow() + Wait, retry.Doubtful)
        : retry with { PartnerDown = false };

    private async Task<bool> IsAwayAsync(IPostalDialect dialect, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(dialect.Operator, out var seen) && now - seen.At < Believed)
        {
            return seen.IsAway;
        }

        var isAway = await dialect.ProbeAsync(ct).ConfigureAwait(false) is not null;
        _seen[dialect.Operator] = (now, isAway);
        return isAway;
    }
}
