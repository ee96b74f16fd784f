using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Verification;

/// <summary>Compares one dossier with the portal and keeps what was found.</summary>
public sealed class PortalInspector(PortalLink link, IDossiers dossiers)
{
    /// <summary>Name under which lines that the portal does not show are reported.</summary>
    public const string LinesField = "CapNhatTienDoHoSoMC";

    public async Task<(PortalVerdict Verdict, IReadOnlyList<string> Kpi)> InspectAsync(DossierCheck check, CancellationToken ct)
    {
        if (!check.IsSettled)
        {
            return (new PortalVerdict.Pending(), []);
        }

        var code = check.Dossier.Code;
        var history = DossierFold.Of(code, await dossiers.EventsAsync(NationalPortalCodes.Lane, code, ct), link.Rules);
        var snapshot = history.Latest?.After;
        if (snapshot is null || !snapshot.IsKnown || link.Mapper.Missing(snapshot).Count > 0)
        {
            return (new PortalVerdict.Pending(), []);
        }

        var kpi = KpiLint.Check(snapshot).Select(finding => finding.Rule).ToList();
        var reply = await link.LookUpAsync(code, ct);
        if (reply is not (PortalReply.Ok or PortalReply.Business { Kind: PortalRefusal.UnknownDossier }))
        {
            return (new PortalVerdict.Unknown(reply.GetType().Name), kpi);
        }

        var held = PortalHeld.Read((reply as PortalReply.Ok)?.Result, link.Options.LookupProgressField);
        var verdict = Compare(history, snapshot, held);
        await KeepAsync(check, verdict, held, kpi, ct);
        return (verdict, kpi);
    }

    private PortalVerdict Compare(DossierHistory history, DossierSnapshot snapshot, PortalHeld? held)
    {
        if (held is null)
        {
            return new PortalVerdict.Missing();
        }

        var fields = PortalComparison.Of(link.Mapper.Item(snapshot), held).Different.ToList();
        if (held.Lines is { } listed && ProgressMatch.Found(history.Code, history.Lines, listed).Count < history.Lines.Count())
        {
            fields.Add(LinesField);
        }

        return fields.Count == 0 ? new PortalVerdict.Agrees() : new PortalVerdict.Stale(fields);
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
            // With the dossier its lines are gone: the next delivery starts from nothing.
            known = known with { Status = null, Digest = null, Face = null, Lines = [] };
        }

        var doubt = verdict switch
        {
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
