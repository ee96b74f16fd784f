using Hub.Core;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Sync;

/// <summary>What one delivery asks of the portal, decided before any call; pure.</summary>
/// <param name="Settled">Set when no call is needed, or none may be made.</param>
/// <param name="Stops">Positions to bring the portal to, in order.</param>
/// <param name="IsLate">The event is older than what the portal has: it may bring data, never a status.</param>
public sealed record DossierPlan(Outcome? Settled, IReadOnlyList<DossierPosition> Stops, bool IsLate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Bilingual GivenUp = ("cán bộ đã bỏ sự kiện này", "given up by a person");
    private static readonly Bilingual Late = ("đến muộn: Cổng đã qua trạng thái này", "late: the portal is past this status");
    private static readonly Bilingual Coalesced = ("gộp vào sự kiện sau", "goes with a later event");
    private static readonly Bilingual NotReceived = ("chưa có sự kiện tiếp nhận hồ sơ", "no received event yet");

    /// <summary>For the hub's own command: everything that is known, at its latest.</summary>
    public static DossierPlan ForResync(DossierHistory history, PortalKnowledge knowledge)
    {
        if ((!history.IsKnown && !history.IsFilingOnly) || history.Latest is not { } latest)
        {
            return Reject(NationalPortalReasons.DossierUnknown);
        }

        return new DossierPlan(null, [knowledge.Position is { } known && known > latest.Position ? known : latest.Position], false);
    }

    public static DossierPlan ForEvent(Envelope envelope, DossierHistory history, PortalKnowledge knowledge, NationalPortalOptions options, DateTimeOffset now)
    {
        if (envelope.EventSeq is not { } seq || history.Find(seq) is not { } entry)
        {
            return Reject(NationalPortalReasons.EventMissing);
        }

        var isLate = knowledge.Position is { } known && entry.Position <= known;
        switch (entry.Effect)
        {
            case DossierEffect.GivenUp:
                return Settle(new Outcome.Done($"{GivenUp}"));
            case DossierEffect.Broken:
                return Settle(new Outcome.Reject(ReasonCodes.SchemaInvalid, "Không đọc được dữ liệu của sự kiện. / The event's data cannot be read."));
            case DossierEffect.Unmapped:
                return Reject(NationalPortalReasons.StatusUnmapped, entry.Said);
            case var _ when !history.IsKnown && !history.IsFilingOnly:
                return now - envelope.CreatedAt < options.UnknownDossierPatience
                    ? Settle(new Outcome.Defer($"{NotReceived}", now + Patience))
                    : Reject(NationalPortalReasons.DossierUnknown);
            case DossierEffect.MoveRefused when isLate:
                return Settle(new Outcome.Done($"{Late.With(entry.Said)}"));
            case DossierEffect.MoveRefused:
                return Reject(NationalPortalReasons.StatusMoveRefused, $"{entry.Before} → {entry.Status}");
            default:
                return isLate ? new DossierPlan(null, [knowledge.Position!.Value], true) : Forward(history, entry, knowledge);
        }
    }

    private static DossierPlan Forward(DossierHistory history, DossierEntry entry, PortalKnowledge knowledge)
    {
        // Its data and its line travel with the later status, whose own envelope is still to come.
        if (!entry.MustBeTold && history.NextStatusAfter(entry.Position) is { } later)
        {
            return Settle(new Outcome.Done($"{Coalesced.With(later.EventId)}"));
        }

        // What arrived behind its time but is stored by now is told in its place.
        var between = history.Entries.Where(e => e.MustBeTold && e.Position < entry.Position && !(knowledge.Position >= e.Position));
        return new DossierPlan(null, [.. between.Select(e => e.Position), entry.Position], false);
    }

    private static DossierPlan Settle(Outcome outcome) => new(outcome, [], false);

    private static DossierPlan Reject(string code, string? found = null) => Settle(new Outcome.Reject(code, NationalPortalReasons.Text(code, found)));
}
