using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Verification;

/// <summary>Compares one dossier with the portal and keeps what was found.</summary>
public sealed class PortalInspector(PortalLink link, IDossiers dossiers, ICatalogue catalogue)
{
    /// <summary>Name under which lines that the portal does not show are reported.</summary>
    public const string LinesField = "CapNhatTienDoHoSoMC";

    private readonly DossierReader _dossiers = new(dossiers, catalogue, link.Rules);

    public async Task<(PortalVerdict Verdict, IReadOnlyList<string> Kpi)> InspectAsync(DossierCheck check, CancellationToken ct)
    {
        if (!check.IsSettled)
        {
            return (new PortalVerdict.Pending(), []);
        }

        var code = check.Dossier.Code;
        var (plain, history) = await _dossiers.ReadAsync(code, PortalKnowledge.Read(check.State).IsFilingOnly, ct);
        var snapshot = history.Latest?.After;
        if (snapshot is null || (history.IsFilingOnly ? snapshot.Status is null : !snapshot.IsKnown || link.Mapper.Missing(snapshot).Count > 0))
        {
            return (new PortalVerdict.Pending(), []);
        }

        var kpi = KpiLint.Check(snapshot).Select(finding => finding.Rule).ToList();
        var reply = await link.LookUpAsync(code, ct);
        if (!reply.AnswersLookUp)
        {
            return (new PortalVerdict.Unknown(reply.GetType().Name), kpi);
        }

        var held = PortalHeld.Read((reply as PortalReply.Ok)?.Result, link.Options.LookupProgressField);
        var verdict = history.IsFilingOnly ? CompareFiling(history, held) : Compare(history, snapshot, held, ProcedureFill.Filled(plain.Latest?.After));
        await KeepAsync(check, verdict, held, kpi, ct);
        return (verdict, kpi);
    }

    private PortalVerdict Compare(DossierHistory history, DossierSnapshot snapshot, PortalHeld? held, IReadOnlyList<string> filled)
    {
        if (held is null)
        {
            return new PortalVerdict.Missing();
        }

        // A procedure that is called otherwise in today's catalogue is no difference of this dossier.
        var fields = PortalComparison.Of(link.Mapper.Item(snapshot), held).Different
            .Where(field => !filled.Contains(field) || PortalFields.Text(held.Item, field).Length == 0)
            .ToList();
        if (held.Lines is { } listed && ProgressMatch.Found(history.Code, history.Lines, listed).Count < history.Lines.Count())
        {
            fields.Add(LinesField);
        }

        return fields.Count == 0 ? new PortalVerdict.Agrees() : new PortalVerdict.Stale(fields);
    }

    // Of such a dossier the portal is told the status alone, and nobody has published whether a look-up shows it.
    private PortalVerdict CompareFiling(DossierHistory history, PortalHeld? held)
    {
        var ours = link.Mapper.FilingStatus(history, history.Latest!.Position).TrangThai;
        return held is null ? new PortalVerdict.Pending()
            : PortalHeld.FilingStatusOf(held) is var theirs && (theirs.Length == 0 || theirs == ours) ? new PortalVerdict.Agrees()
            : new PortalVerdict.Stale([PortalHeld.StatusField]);
    }

    private async Task KeepAsync(DossierCheck check, PortalVerdict verdict, PortalHeld? held, IReadOnlyList<string> kpi, CancellationToken ct)
    {
        var now = link.Clock.GetUtcNow();
        var known = PortalKnowledge.Read(check.State) with
        {
            Exists = held is not null,
            Kpi = kpi,
            InDoubt = IsMoreThere(check, held),
        };
        if (held is null)
        {
            // The next delivery looks again before it sends, and sends every line where it finds nothing either.
            known = known with { Status = null, Digest = null, Face = null };
        }

        var doubt = verdict switch
        {
            PortalVerdict.Pending => 0,
            PortalVerdict.Agrees => IsLongOpen(check.Dossier, now) ? PortalKnowledge.DoubtSlight : 0,
            _ => PortalKnowledge.DoubtUnknown,
        };
        await dossiers.SaveCheckAsync(NationalPortalCodes.Lane, check.Dossier.Code, check.State, known.ToState(doubt, now), ct);
    }

    // After a restore the portal may hold lines whose events are still to be posted again; sent unasked, they would stand there twice.
    private static bool IsMoreThere(DossierCheck check, PortalHeld? held) => held switch
    {
        null => false,
        { Lines: { } listed } => listed.Count > PortalKnowledge.Read(check.State).Lines.Count,
        _ => check.State?.Doubt >= PartnerState.MustAsk || PortalKnowledge.Read(check.State).InDoubt,
    };

    private bool IsLongOpen(DossierRow dossier, DateTimeOffset now) => !dossier.IsClosed && now - dossier.FirstAt > link.Options.Verify.LongOpen;
}
