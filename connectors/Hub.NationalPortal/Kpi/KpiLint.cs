using Hub.Core.Dossiers;
using Hub.NationalPortal.Dossiers;

namespace Hub.NationalPortal.Kpi;

/// <summary>The pre-check of one dossier before it is sent; pure.</summary>
public static class KpiLint
{
    private static readonly (string Rule, Func<DossierSnapshot, bool> Breaks)[] Rules =
    [
        (KpiRules.AppointmentMissing, d => IsTaken(d) && d.AppointmentAt is null),
        (KpiRules.ChannelMissing, d => string.IsNullOrEmpty(d.Channel)),
        (KpiRules.FinishMissing, d => IsSettled(d) && d.FinishedAt is null),
        (KpiRules.Overdue, d => End(d) is { } end && end - Awaited(d, end) > d.AppointmentAt),
        (KpiRules.SupplementRepeated, d => d.Supplements.Count(supplement => supplement.Request is not null) > 1),
        (KpiRules.ResultFileMissing, d => IsSettled(d) && !d.ResultPapers.Any(paper => !string.IsNullOrEmpty(paper.ResultCode) && !string.IsNullOrEmpty(paper.Url))),
        (KpiRules.NotDigitised, d => IsSettled(d)
            && !d.Papers.Any(paper => paper is { Digitised: true, Removed: not true } && !string.IsNullOrEmpty(paper.ComponentCode) && !string.IsNullOrEmpty(paper.Url))),
        (KpiRules.PaymentNotOnline, d => IsSettled(d) && d.Fees.Sum(fee => fee.Amount) > 0 && d.OnlinePayment is not ("national" or "provincial")),
    ];

    public static IReadOnlyList<KpiFinding> Check(DossierSnapshot dossier) =>
        [.. from rule in Rules
            where rule.Breaks(dossier)
            select new KpiFinding(rule.Rule, KpiRules.Sentences[rule.Rule])];

    // Decision 766: done first, then handed over, then stopped or refused, which set the finish as well. A withdrawal by the applicant is no end of the centre's work.
    private static DateTimeOffset? End(DossierSnapshot dossier) => dossier.Status is DossierStatus.Withdrawn ? null : dossier.FinishedAt ?? dossier.ReturnedAt;

    // The clock stands still while the applicant is asked for papers; never answered, until the end.
    private static TimeSpan Awaited(DossierSnapshot dossier, DateTimeOffset end)
    {
        var (awaited, covered) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var pause in dossier.Pauses.OrderBy(pause => pause.From))
        {
            var from = pause.From > covered ? pause.From : covered;
            var until = pause.Until < end ? pause.Until.Value : end;
            if (until > from)
            {
                (awaited, covered) = (awaited + (until - from), until);
            }
        }

        return awaited;
    }

    private static bool IsTaken(DossierSnapshot dossier) => dossier.Status is not (null or DossierStatus.Registered or DossierStatus.Refused);

    private static bool IsSettled(DossierSnapshot dossier) => dossier.Status is DossierStatus.Completed or DossierStatus.Returned;
}
