using Hub.Core.Dossiers;
using Hub.Core.Steps;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Verification;

/// <summary>The same comparison, rolling in the background: a small batch a run, at no more than the configured rate.</summary>
public sealed class VerifyStep(PortalLink link, IDossiers dossiers, PortalInspector inspector, PortalHealer healer, ILogger<VerifyStep> logger) : IStep
{
    private const int LookAheadMax = 10_000;

    // A difference that stays must not crowd out all other dossiers.
    private static readonly Dictionary<int, TimeSpan> AskAgain = new()
    {
        [PortalKnowledge.DoubtUnknown] = TimeSpan.FromMinutes(15),
        [PortalKnowledge.DoubtHealed] = TimeSpan.FromHours(1),
        [PortalKnowledge.DoubtSlight] = TimeSpan.FromHours(24),
    };

    private int _lookAhead;

    public string Name => "national-portal-verify";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var options = link.Options.Verify;
        if (options.Batch <= 0)
        {
            return null;
        }

        var now = link.Clock.GetUtcNow();
        var due = await DueAsync(now, ct);
        var tally = new VerifyTally();
        foreach (var check in due)
        {
            var (verdict, kpi) = await inspector.InspectAsync(check, ct);
            tally.Add(check.Dossier.Code, verdict, kpi);
            if (verdict is PortalVerdict.Unknown)
            {
                break;
            }
        }

        var healed = options.Heal ? await healer.HealAsync(tally.Differing, "hub", null, ct) : 0;
        var report = tally.Report(due.Count, healed);
        if (report.Missing.Count > 0 || report.Stale.Count > 0)
        {
            logger.Differences(report.Missing.Count, report.Stale.Count, report.Compared, report.Unknown.Count);
        }

        return report.Compared == 0 || tally.Unknown > 0
            ? now + options.Every
            : now + TimeSpan.FromSeconds(report.Compared / Math.Max(options.RatePerSecond, 0.001));
    }

    // Doubtful ones come round sooner than the rest; those passed over are looked past the next time.
    private async Task<List<DossierCheck>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        var options = link.Options.Verify;
        var since = now - TimeSpan.FromDays(options.Days);
        var limit = options.Batch + _lookAhead;
        var doubtful = await dossiers.ToCheckAsync(NationalPortalCodes.Lane, since, now - AskAgain.Values.Min(), limit, ct);
        var rest = await dossiers.ToCheckAsync(NationalPortalCodes.Lane, since, now - options.AgainAfter, limit, ct);
        var candidates = doubtful.Where(check => check.State?.Doubt > 0).Concat(rest).DistinctBy(check => check.Dossier.Code).ToList();
        var due = candidates.Where(check => IsDue(check, now)).ToList();
        _lookAhead = Math.Min(LookAheadMax, candidates.Count - due.Count);
        return [.. due.Take(options.Batch)];
    }

    private static bool IsDue(DossierCheck check, DateTimeOffset now) =>
        check.IsSettled
        && (check.State is not { Doubt: > 0, CheckedAt: { } checkedAt } state || checkedAt + AskAgain.GetValueOrDefault(state.Doubt, TimeSpan.FromHours(1)) <= now);
}
