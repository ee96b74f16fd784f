using System.Collections.Concurrent;
using Hub.Core.Outbox;
using Hub.Postal.Dialects;

namespace Hub.Postal.Calls;

/// <summary>
/// The lane's breaker knows one partner. Where there are several, one that is away must neither stop the others nor cost attempts, nor keep the lane's few
/// hands waiting for its answers: it is not asked for a while, which grows, then one delivery tries it.
/// </summary>
internal sealed class OperatorOutage(PostalDialects dialects, TimeProvider clock)
{
    // Different consignments in a row whose order it left without an answer, though its probe is answered.
    private const int MostSilent = 5;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    // Those that waited come at the same moment as the one that tries it: they are to go on when that succeeds.
    private static readonly TimeSpan WhileTried = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Standing> _standings = new(StringComparer.Ordinal);

    private bool IsLone => dialects.All.Count < 2;

    /// <summary>Until when it is not to be asked; null when it may be. Once that is over the first who asks tries it, the others wait for what comes of that.</summary>
    /// <param name="isOrder">It is to be given an order, or a change of one; else it is only asked what it has.</param>
    public DateTimeOffset? AwayUntil(string @operator, bool isOrder)
    {
        var standing = Of(@operator);
        lock (standing)
        {
            if (IsLone || (isOrder ? Later(standing.AwayUntil, standing.MuteUntil) : standing.AwayUntil) is not { } until)
            {
                return null;
            }

            // One that lies further ahead was written by a clock that has been put back since.
            var now = clock.GetUtcNow();
            if (until > now && until - now <= LongestWait)
            {
                return standing.IsTried && until - now > WhileTried ? now + WhileTried : until;
            }

            standing.IsTried = true;
            standing.AwayUntil = standing.AwayUntil is null ? null : now + LongestWait;
            standing.MuteUntil = standing.MuteUntil is null || !isOrder ? standing.MuteUntil : now + LongestWait;
            return null;
        }
    }

    /// <summary>It answered, whatever it said.</summary>
    public void Answered(string @operator, bool isOrder)
    {
        var standing = Of(@operator);
        lock (standing)
        {
            (standing.AwayUntil, standing.IsTried) = (null, false);
            if (isOrder)
            {
                (standing.MuteUntil, standing.TriedInVain) = (null, 0);
                standing.Silent.Clear();
            }
        }
    }

    /// <param name="number">The consignment that it was asked about.</param>
    public async Task<Outcome> WeighAsync(Outcome outcome, IPostalDialect dialect, string number, bool isOrder, CancellationToken ct)
    {
        if (IsLone || outcome is not Outcome.Retry { PartnerDown: true } retry)
        {
            return outcome;
        }

        var isAway = await IsAwayAsync(dialect, ct);
        var standing = Of(dialect.Operator);
        lock (standing)
        {
            standing.TriedInVain += standing.IsTried ? 1 : 0;
            standing.IsTried = false;
            var isMute = isOrder && standing.Silent.Add(number) && standing.Silent.Count >= MostSilent;
            if (!isAway && !isMute && standing.MuteUntil is null)
            {
                standing.AwayUntil = null;
                return retry with { PartnerDown = false };
            }

            var until = clock.GetUtcNow() + Pause(standing.TriedInVain);
            standing.AwayUntil = isAway ? until : null;
            standing.MuteUntil = isMute || standing.MuteUntil is not null ? until : null;
            return new Outcome.Defer(retry.Reason, until, retry.Doubtful);
        }
    }

    // Those that fail together ask once.
    private async Task<bool> IsAwayAsync(IPostalDialect dialect, CancellationToken ct)
    {
        var standing = Of(dialect.Operator);
        Task<bool> probe;
        lock (standing)
        {
            if (standing.Probe is null || (standing.Probe.IsCompleted && (clock.GetUtcNow() - standing.ProbedAt).Duration() >= Believed))
            {
                (standing.Probe, standing.ProbedAt) = (ProbeAsync(dialect), clock.GetUtcNow());
            }

            probe = standing.Probe;
        }

        return await probe.WaitAsync(ct);
    }

    // It belongs to all who wait for it, so nobody's cancellation ends it; it has its own patience.
    private static async Task<bool> ProbeAsync(IPostalDialect dialect)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await dialect.ProbeAsync(CancellationToken.None) is not null;
    }

    private static TimeSpan Pause(int triedInVain) =>
        TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, ShortestWait.Ticks << Math.Min(triedInVain, 10)));

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private Standing Of(string @operator) => _standings.GetOrAdd(@operator, static _ => new Standing());

    private sealed class Standing
    {
        /// <summary>Nothing of it answers.</summary>
        public DateTimeOffset? AwayUntil { get; set; }

        /// <summary>It answers questions, but no orders.</summary>
        public DateTimeOffset? MuteUntil { get; set; }

        /// <summary>How often it was tried since it was found away.</summary>
        public int TriedInVain { get; set; }

        /// <summary>A delivery is asking it, to see whether it is back.</summary>
        public bool IsTried { get; set; }

        public HashSet<string> Silent { get; } = new(StringComparer.Ordinal);

        public Task<bool>? Probe { get; set; }

        public DateTimeOffset ProbedAt { get; set; }
    }
}
