using Hub.Core;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>
/// One attempt for a dossier that the portal keeps as a filing of its own kind: its status is told by <c>DongBoTrangThaiHoSo</c>, with the words and the
/// result papers of the moment. A call sets the status, so that a repeat changes nothing but may show the words twice.
/// </summary>
internal sealed class FilingRun(
    PortalLink link, Delivery delivery, DossierHistory history, DossierPlan plan, PortalKnowledge known) : PortalRun(link, delivery, history, known)
{
    private int _sent;

    public override bool IsDoubled => WasDoubtful && _sent > 0;

    public override async Task<Handled> GoAsync(CancellationToken ct)
    {
        var first = 0;
        if (WasDoubtful || IsResync)
        {
            var reply = await Link.LookUpAsync(History.Code, ct);
            if (!reply.AnswersLookUp)
            {
                return Fail(reply, isWrite: false, WasDoubtful);
            }

            HasLooked = true;
            first = Acknowledge(PortalHeld.Read((reply as PortalReply.Ok)?.Result, Options.LookupProgressField));
        }

        for (var i = first; i < plan.Stops.Count; i++)
        {
            if (await TellAsync(plan.Stops[i], ct) is { } ended)
            {
                return ended;
            }
        }

        return Complete();
    }

    // A status that differs from the last acknowledged one proves that its call came through. The same one may be the old one still: told again.
    private int Acknowledge(PortalHeld? held)
    {
        var shown = held is null ? "" : PortalHeld.FilingStatusOf(held);
        for (var i = plan.Stops.Count - 1; i >= 0 && shown.Length > 0; i--)
        {
            var item = Link.Mapper.FilingStatus(History, plan.Stops[i]);
            if (item.TrangThai == shown && (int?)Knowledge.Status != (int?)History.At(plan.Stops[i])!.Status)
            {
                Keep(plan.Stops[i], item);
                Notes.Add(("đã có sẵn", "already held"));
                return i + 1;
            }
        }

        // A heal sends what differs; what is shown already does not.
        Knowledge = IsResync && shown.Length > 0 && plan.Stops.Count > 0 && Link.Mapper.FilingStatus(History, plan.Stops[^1]).TrangThai != shown
            ? Knowledge with { Digest = null }
            : Knowledge;
        return 0;
    }

    private async Task<Handled?> TellAsync(DossierPosition stop, CancellationToken ct)
    {
        if (CheckKpi(History.At(stop)!) is { } blocked)
        {
            return blocked;
        }

        var item = Link.Mapper.FilingStatus(History, stop);
        if (Knowledge.Digest == NationalPortalMapper.Digest(item))
        {
            Knowledge = Knowledge.Position >= stop ? Knowledge : Knowledge.With(stop);
            return null;
        }

        var reply = await Link.TellFilingStatusAsync(item, ct);
        Remember(reply);
        if (reply is not PortalReply.Ok)
        {
            return Fail(reply, isWrite: true, stillDoubtful: false);
        }

        Keep(stop, item);
        _sent++;
        return null;
    }

    private void Keep(DossierPosition stop, PortalFilingStatus item) => Knowledge = (Knowledge with
    {
        Exists = true,
        Status = (int?)History.At(stop)!.Status,
        Digest = NationalPortalMapper.Digest(item),
        Face = null,
        SyncedAt = Link.Clock.GetUtcNow(),
    }).With(stop);

    private Handled Complete()
    {
        if (IsDoubled)
        {
            Notes.Add(("có thể trùng", "possible duplicate"));
        }

        Knowledge = Knowledge with { InDoubt = false };
        Bilingual? sent = _sent > 0 ? ($"trạng thái {Knowledge.Status} của bộ nộp", $"status {Knowledge.Status} of the filing")
            : Notes.Count == 0 ? ("Cổng đã có", "portal already has it")
            : null;
        return Handle(
            new Outcome.Done(Said(sent)),
            IsResync && _sent > 0 ? PortalKnowledge.DoubtHealed : 0);
    }
}
