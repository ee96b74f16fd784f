using Hub.Core.Dossiers;
using Hub.Core.Ports;
using Hub.Core.Steps;
using Hub.NationalPortal.Sync;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Verification;

/// <summary>The same comparison, rolling in the background: a small batch a run, at no more than the configured rate.</summary>
public sealed class VerifyStep(PortalTools tools, IDossiers dossiers, PortalInspector inspector, PortalHealer healer, ILogger<VerifyStep> logger) : IStep
{
    private const int LookAheadMax = 10_000;

    // A doubtful dossier stays at the head of the store's list until it agrees; it must not crowd out all others meanwhile.
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
        var options = tools.Options.Verify;
        if (options.Batch <= 0)
        {
            return null;
        }

        var now = tools.Clock.GetUtcNow();
        var found = await dossiers.ToCheckAsync(
            NationalPortalCodes.Lane, now - TimeSpan.FromDays(options.Days), now - options.AgainAfter, options.Batch + _lookAhead, ct);
        var due = found.Where(check => IsDue(check, now)).Take(options.Batch).ToList();
        _lookAhead = Math.Min(LookAheadMax, found.Count - found.Count(check => IsDue(check, now)));

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

    private static bool IsDue(DossierCheck check, DateTimeOffset now) =>
        check.IsSettled
        && (check.State is not { Doubt: > 0, CheckedAt: { } checkedAt } state || checkedAt + AskAgain.GetValueOrDefault(state.Doubt, TimeSpan.FromHours(1)) <= now);
}
