using System.Globalization;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>One attempt for one dossier. It ends at the first call that does not succeed and carries out what was learned until then.</summary>
internal sealed class DossierRun(
    PortalLink link, Delivery delivery, DossierHistory history, DossierPlan plan, PortalKnowledge known) : PortalRun(link, delivery, history, known)
{
    private PortalHeld? _held;
    private PortalKnowledge? _forgotten;
    private bool _isDoublePossible;
    private int _linesSent;
    private bool _hasSentItem;

    /// <summary>Lines of progress may stand twice on the portal.</summary>
    public override bool IsDoubled => _isDoublePossible && _linesSent > 0;

    public override async Task<Handled> GoAsync(CancellationToken ct)
    {
        var wasDoubtful = WasDoubtful;
        var first = 0;
        if (wasDoubtful || IsResync)
        {
            if (await LookUpAsync(ct) is { } failed)
            {
                return Fail(failed, isWrite: false, wasDoubtful);
            }

            // Where the portal does not list lines, one sent in a lost call cannot be told from one that was not.
            _isDoublePossible = (wasDoubtful || Delivery.State is null) && _held is { Lines: null };
            first = AcknowledgeHeld();
        }

        for (var i = first; i < plan.Stops.Count; i++)
        {
            if (await BringToAsync(plan.Stops[i], ct) is { } ended)
            {
                return ended;
            }
        }

        return Complete();
    }

    // The latest stop that the portal shows already: nothing up to it is sent again.
    private int AcknowledgeHeld()
    {
        for (var i = plan.Stops.Count - 1; i >= 0 && _held is not null; i--)
        {
            if (Snapshot(plan.Stops[i]) is { } snapshot && Link.Mapper.Missing(snapshot).Count == 0)
            {
                var item = Link.Mapper.Item(snapshot);
                if (Holds(item))
                {
                    Acknowledge(plan.Stops[i], item);
                    Notes.Add(("đã có sẵn", "already held"));
                    return i;
                }
            }
        }

        return 0;
    }

    private async Task<Handled?> BringToAsync(DossierPosition stop, CancellationToken ct)
    {
        var snapshot = Snapshot(stop)!;
        if (CheckKpi(snapshot) is { } blocked)
        {
            return blocked;
        }

        if (Link.Mapper.Missing(snapshot) is { Count: > 0 } missing)
        {
            return Reject(NationalPortalReasons.DataMissing, NationalPortalReasons.Text(NationalPortalReasons.DataMissing, string.Join(", ", missing)));
        }

        var item = Link.Mapper.Item(snapshot);
        if (Known is { } portal && !Link.Rules.Reaches(portal, snapshot.Status!.Value))
        {
            if (!IsExplained(portal, stop))
            {
                return _held is null
                    ? Reject(NationalPortalReasons.StatusMoveRefused, NationalPortalReasons.Text(NationalPortalReasons.StatusMoveRefused, $"{portal} → {snapshot.Status}"))
                    : Reject(NationalPortalReasons.PortalAhead, NationalPortalReasons.Text(NationalPortalReasons.PortalAhead, $"{portal} > {snapshot.Status}"), PortalKnowledge.DoubtUnknown);
            }

            Knowledge = (Knowledge with { Status = (int)portal, Digest = null, Face = null }).With(stop);
            Notes.Add(new Bilingual("Cổng đã qua trạng thái này", "portal already past it").With($"{(int)portal}"));
        }
        else if (!IsAcknowledged(item) && await SendItemAsync(stop, item, ct) is { } ended)
        {
            return ended;
        }

        Knowledge = Knowledge.Position >= stop ? Knowledge : Knowledge.With(stop);
        return await SendLinesAsync(stop, ct);
    }

    private async Task<Handled?> SendItemAsync(DossierPosition stop, PortalDossierItem item, CancellationToken ct)
    {
        var isUpdating = Knowledge.Exists is true;
        var reply = await WriteAsync(item, isUpdating, ct);
        if (reply is PortalReply.Business { Kind: PortalRefusal.UnknownDossier } && isUpdating)
        {
            // The portal lost it, and with it every line.
            Knowledge = Knowledge with { Exists = false, Lines = [] };
            Notes.Add(("Cổng đã mất hồ sơ", "portal had lost it"));
            reply = await WriteAsync(item, isUpdating: false, ct);
        }
        else if (reply is PortalReply.Business { Kind: PortalRefusal.Exists } && !isUpdating)
        {
            if (!HasLooked && await LookUpAsync(ct) is { } failed)
            {
                return Fail(failed, isWrite: false, stillDoubtful: false);
            }

            if (_forgotten is { } before)
            {
                // The look-up did not show it and it is there all the same: what was acknowledged once is not sent a second time.
                Knowledge = Knowledge with { Exists = true, Status = before.Status, Lines = before.Lines };
                _isDoublePossible = WasDoubtful;
            }

            if (_held is { Status: { } portal } && !Link.Rules.Reaches(portal, (DossierStatus)int.Parse(item.TrangThaiHoSo, CultureInfo.InvariantCulture)))
            {
                Knowledge = Knowledge with { Exists = true, Status = (int)portal };
                if (!IsExplained(portal, stop))
                {
                    return Reject(NationalPortalReasons.PortalAhead, NationalPortalReasons.Text(NationalPortalReasons.PortalAhead, $"{portal} > {item.TrangThaiHoSo}"), PortalKnowledge.DoubtUnknown);
                }

                Notes.Add(new Bilingual("Cổng đã qua trạng thái này", "portal already past it").With($"{(int)portal}"));
                return null;
            }

            if (_held is not null && Holds(item))
            {
                Acknowledge(stop, item);
                Notes.Add(("đã có sẵn", "already held"));
                return null;
            }

            reply = await WriteAsync(item, isUpdating: true, ct);
        }

        var isAccepted = reply is PortalReply.Ok
            || (reply is PortalReply.Business { Kind: PortalRefusal.Exists } odd && isUpdating && Options.Answers.OkCodes.Contains(odd.Code));
        if (!isAccepted)
        {
            return Fail(reply, isWrite: true, stillDoubtful: false);
        }

        Acknowledge(stop, item);
        _held = null;
        _hasSentItem = true;
        return null;
    }

    private async Task<Handled?> SendLinesAsync(DossierPosition stop, CancellationToken ct)
    {
        foreach (var chunk in Pending(stop).Chunk(Options.ProgressChunk))
        {
            var lines = chunk.Select(line => NationalPortalMapper.Line(History.Code, line)).ToList();
            var reply = await Link.AppendProgressAsync(lines, ct);
            Remember(reply);
            if (reply is PortalReply.Business { Kind: PortalRefusal.UnknownDossier } lost)
            {
                Knowledge = Knowledge with { Exists = false, Digest = null, Face = null, Lines = [], InDoubt = true };
                return Handle(new Outcome.Retry($"{new Bilingual("Cổng không còn biết hồ sơ", "the portal does not know the dossier any more").With(Mask(lost.Message))}"), PortalKnowledge.DoubtUnknown);
            }

            if (reply is not PortalReply.Ok)
            {
                return Fail(reply, isWrite: true, stillDoubtful: false);
            }

            Knowledge = Knowledge with { Lines = [.. Knowledge.Lines, .. chunk.Select(line => line.Position.Seq)] };
            _linesSent += chunk.Length;
        }

        return null;
    }

    private List<DossierProgress> Pending(DossierPosition stop)
    {
        var told = Knowledge.Lines.ToHashSet();
        // One reception, one line, even when an earlier reception is posted afterwards.
        var isReceptionTold = History.Entries.Any(entry => entry.Type == EventTypes.DossierReceived && told.Contains(entry.Position.Seq));
        return [.. History.Entries
            .Where(entry => entry.Line is not null && entry.Position <= stop && !told.Contains(entry.Position.Seq))
            .Where(entry => !(isReceptionTold && entry.Type == EventTypes.DossierReceived))
            .Select(entry => entry.Line!)];
    }

    private async Task<PortalReply> WriteAsync(PortalDossierItem item, bool isUpdating, CancellationToken ct)
    {
        var reply = await Link.SyncDossierAsync(isUpdating, item, ct);
        Remember(reply);
        return reply;
    }

    // Null when the portal answered.
    private async Task<PortalReply?> LookUpAsync(CancellationToken ct)
    {
        var reply = await Link.LookUpAsync(History.Code, ct);
        if (!reply.AnswersLookUp)
        {
            Remember(reply);
            return reply;
        }

        HasLooked = true;
        _held = PortalHeld.Read((reply as PortalReply.Ok)?.Result, Options.LookupProgressField);
        _forgotten = _held is null ? Knowledge : null;
        Knowledge = _held is null
            ? Knowledge with { Exists = false, Status = null, Digest = null, Face = null, Lines = [], InDoubt = false }
            : Knowledge with { Exists = true, Status = (int?)_held.Status ?? Knowledge.Status, InDoubt = false };
        if (_held?.Lines is { } listed)
        {
            var told = Knowledge.Lines.ToHashSet();
            var found = ProgressMatch.Found(History.Code, History.Lines.OrderByDescending(line => told.Contains(line.Position.Seq)).ThenBy(line => line.Position), listed);
            // A heal believes the portal's list; elsewhere an acknowledged line stays acknowledged.
            Knowledge = Knowledge with { Lines = [.. (IsResync ? found : found.Union(told)).Order()] };
        }

        return null;
    }

    private DossierStatus? Known => Knowledge.Exists is false ? null : _held?.Status ?? (DossierStatus?)Knowledge.Status;

    private DossierSnapshot? Snapshot(DossierPosition stop)
    {
        var snapshot = History.At(stop);
        return plan.IsLate && snapshot is { Status: { } told } && (DossierStatus?)Knowledge.Status is { } portal && !Link.Rules.Reaches(portal, told)
            ? snapshot with { Status = portal }
            : snapshot;
    }

    // What a look-up of this attempt shows counts more than what was acknowledged once.
    private bool IsAcknowledged(PortalDossierItem item) =>
        Knowledge.Exists is true && Knowledge.Digest == NationalPortalMapper.Digest(item) && (_held is null || Holds(item));

    // A look-up may leave lists out. Then scalars that differ from the last acknowledged ones prove that this item came through.
    private bool Holds(PortalDossierItem item)
    {
        var comparison = PortalComparison.Of(item, _held!);
        return comparison.Different.Count == 0
            && _held!.Status is not null
            && (comparison.Unlisted.Count == 0 || Knowledge.Face != NationalPortalMapper.Face(item) || Knowledge.Digest == NationalPortalMapper.Digest(item));
    }

    private bool IsExplained(DossierStatus portal, DossierPosition stop) =>
        History.Entries.Any(entry => entry.IsStatus && entry.Status == portal && entry.Position >= stop);

    private void Acknowledge(DossierPosition stop, PortalDossierItem item) =>
        Knowledge = (Knowledge with
        {
            Exists = true,
            Status = int.Parse(item.TrangThaiHoSo, CultureInfo.InvariantCulture),
            Digest = NationalPortalMapper.Digest(item),
            Face = NationalPortalMapper.Face(item),
            SyncedAt = Link.Clock.GetUtcNow(),
        }).With(stop);

    private Handled Complete()
    {
        if (IsDoubled)
        {
            Notes.Add(("có thể trùng", "possible duplicate"));
        }

        if (!_hasSentItem && _linesSent == 0 && Notes.Count == 0)
        {
            Notes.Add(("Cổng đã có", "portal already has it"));
        }

        Knowledge = Knowledge with { InDoubt = false };
        Bilingual? sent = _hasSentItem || _linesSent > 0
            ? ($"trạng thái {Knowledge.Status}, {_linesSent} dòng tiến độ", $"status {Knowledge.Status}, {_linesSent} lines")
            : null;
        return Handle(
            new Outcome.Done(Said(sent)),
            IsResync && (_hasSentItem || _linesSent > 0) ? PortalKnowledge.DoubtHealed : IsDoubled ? PortalKnowledge.DoubtSlight : 0);
    }
}
