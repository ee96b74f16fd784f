using Hub.Core.Dossiers;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Verification;

/// <summary><c>hub verify</c>: doubtful dossiers first, then the newest, then all of the window, at the configured rate.</summary>
public sealed class PortalVerifier(PortalLink link, IDossiers dossiers, PortalInspector inspector, PortalHealer healer, ILogger<PortalVerifier> logger)
{
    // A portal that is away will not be back within a command's patience.
    private const int GiveUpAfter = 5;

    /// <param name="days">Window; null takes the configured one.</param>
    /// <param name="limit">Look-ups at most; null for all.</param>
    /// <param name="heal">Whether what differs is re-sent, and <paramref name="actor"/> named for it in the audit.</param>
    /// <param name="progress">Told the number of dossiers gone through.</param>
    public async Task<PortalVerifyReport> RunAsync(int? days, int? limit, bool heal, string actor, string? role, IProgress<int>? progress, CancellationToken ct)
    {
        var now = link.Clock.GetUtcNow();
        var since = now - TimeSpan.FromDays(days ?? link.Options.Verify.Days);
        var total = await dossiers.CountSinceAsync(since, ct);
        var checks = await dossiers.ToCheckAsync(NationalPortalCodes.Lane, since, now, limit ?? int.MaxValue, ct);
        var tally = new VerifyTally();
        var pace = new Pace(link.Options.Verify.RatePerSecond, link.Clock);
        var failuresInARow = 0;
        foreach (var check in checks)
        {
            if (failuresInARow >= GiveUpAfter)
            {
                tally.Add(check.Dossier.Code, check.IsSettled ? new PortalVerdict.Unknown("not asked") : new PortalVerdict.Pending(), []);
                continue;
            }

            if (check.IsSettled)
            {
                await pace.WaitAsync(ct);
            }

            var (verdict, kpi) = await inspector.InspectAsync(check, ct);
            failuresInARow = verdict is PortalVerdict.Unknown ? failuresInARow + 1 : verdict is PortalVerdict.Pending ? failuresInARow : 0;
            tally.Add(check.Dossier.Code, verdict, kpi);
            progress?.Report(tally.Count);
        }

        var healed = heal ? await healer.HealAsync(tally.Differing, actor, role, ct) : 0;
        var report = tally.Report(total, healed);
        if (!report.AllAgree)
        {
            logger.Differences(report.Missing.Count, report.Stale.Count, report.Compared, report.Unknown.Count);
        }

        return report;
    }
}
