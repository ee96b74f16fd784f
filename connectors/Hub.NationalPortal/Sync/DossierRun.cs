using System.Globalization;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>One attempt for one dossier. It ends at the first call that does not succeed and carries out what was learned until then.</summary>
internal sealed class DossierRun(
    PortalLink link, Delivery delivery, DossierHistory history, DossierPlan plan, PortalKnowledge known)
{
    private readonly List<string> _notes = [];
    private PortalKnowledge _known = known;
    private PortalHeld? _held;
    private bool _hasLooked;
    private bool _isDoublePossible;
    private string? _answer;
    private int _linesSent;
    private bool _hasSentItem;

    private NationalPortalOptions Options => link.Options;

    /// <summary>Lines of progress may stand twice on the portal.</summary>
    public bool IsDoubled => _isDoublePossible && _linesSent > 0;

    private bool IsResync => delivery.Envelope.Type == NationalPortalCodes.Resync;

    public async Task<Handled> GoAsync(CancellationToken ct)
    {
        var wasDoubtful = delivery.IsDoubtful || _known.InDoubt || delivery.State?.Doubt >= PartnerState.MustAsk || (delivery.State is null && delivery.Attempts > 0);
        var first = 0;
        if (wasDoubtful || IsResync)
        {
            if (await LookUpAsync(ct) is { } failed)
            {
                return Fail(failed, isWrite: false, wasDoubtful);
            }

            // Where the portal does not list lines, one sent in a lost call cannot be told from one that was not.
            _isDoublePossible = (wasDoubtful || delivery.State is null) && _held is { Lines: null };
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
            if (Snapshot(plan.Stops[i]) is { } snapshot && link.Mapper.Missing(snapshot).Count == 0)
            {
                var item = link.Mapper.Item(snapshot);
                if (Holds(item))
                {
                    Acknowledge(plan.Stops[i], item);
                    _notes.Add("already held");
                    return i;
                }
            }
        }

        return 0;
    }

    private async Task<Handled?> BringToAsync(DossierPosition stop, CancellationToken ct)
    {
        var snapshot = Snapshot(stop)!;
        var findings = KpiLint.Check(snapshot);
        _known = _known with { Kpi = [.. findings.Select(finding => finding.Rule)] };
        if (findings.FirstOrDefault(finding => Options.Kpi.Block.Contains(finding.Rule)) is { } blocking)
        {
            return Reject(NationalPortalReasons.KpiPrefix + blocking.Rule, $"{blocking.Text}");
        }

        if (link.Mapper.Missing(snapshot) is { Count: > 0 } missing)
        {
            return Reject(NationalPortalReasons.DataMissing, NationalPortalReasons.Text(NationalPortalReasons.DataMissing, string.Join(", ", missing)));
        }

        var item = link.Mapper.Item(snapshot);
        if (Known is { } portal && !link.Rules.Reaches(portal, snapshot.Status!.Value))
        {
            if (!IsExplained(portal, stop))
            {
                return _held is null
                    ? Reject(NationalPortalReasons.StatusMoveRefused, NationalPortalReasons.Text(NationalPortalReasons.StatusMoveRefused, $"{portal} → {snapshot.Status}"))
                    : Reject(NationalPortalReasons.PortalAhead, NationalPortalReasons.Text(NationalPortalReasons.PortalAhead, $"{portal} > {snapshot.Status}"), PortalKnowledge.DoubtUnknown);
            }

            _known = (_known with { Status = (int)portal, Digest = null, Face = null }).With(stop);
            _notes.Add($"portal already past it ({(int)portal})");
        }
        else if (!IsAcknowledged(item) && await SendItemAsync(stop, item, ct) is { } ended)
        {
            return ended;
        }

        _known = _known.Position >= stop ? _known : _known.With(stop);
        return await SendLinesAsync(stop, ct);
    }

    private async Task<Handled?> SendItemAsync(DossierPosition stop, PortalDossierItem item, CancellationToken ct)
    {
        var isUpdating = _known.Exists is true;
        var reply = await WriteAsync(item, isUpdating, ct);
        if (reply is PortalReply.Business { Kind: PortalRefusal.UnknownDossier } && isUpdating)
        {
            // The portal lost it, and with it every line.
            _known = _known with { Exists = false, Lines = [] };
            _notes.Add("portal had lost it");
            reply = await WriteAsync(item, isUpdating: false, ct);
        }
        else if (reply is PortalReply.Business { Kind: PortalRefusal.Exists } && !isUpdating)
        {
            if (!_hasLooked && await LookUpAsync(ct) is { } failed)
            {
                return Fail(failed, isWrite: false, stillDoubtful: false);
            }

            if (_held is { Status: { } portal } && !link.Rules.Reaches(portal, (DossierStatus)int.Parse(item.TrangThaiHoSo, CultureInfo.InvariantCulture)))
            {
                _known = _known with { Exists = true, Status = (int)portal };
                if (!IsExplained(portal, stop))
                {
                    return Reject(NationalPortalReasons.PortalAhead, NationalPortalReasons.Text(NationalPortalReasons.PortalAhead, $"{portal} > {item.TrangThaiHoSo}"), PortalKnowledge.DoubtUnknown);
                }

                _notes.Add($"portal already past it ({(int)portal})");
                return null;
            }

            if (_held is not null && Holds(item))
            {
                Acknowledge(stop, item);
                _notes.Add("already held");
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
            var lines = chunk.Select(line => NationalPortalMapper.Line(history.Code, line)).ToList();
            var reply = await link.AppendProgressAsync(lines, ct);
            Remember(reply);
            if (reply is PortalReply.Business { Kind: PortalRefusal.UnknownDossier } lost)
            {
                _known = _known with { Exists = false, Digest = null, Face = null, Lines = [], InDoubt = true };
                return Handle(new Outcome.Retry($"the portal does not know the dossier any more: {Mask(lost.Message)}"), PortalKnowledge.DoubtUnknown);
            }

            if (reply is not PortalReply.Ok)
            {
                return Fail(reply, isWrite: true, stillDoubtful: false);
            }

            _known = _known with { Lines = [.. _known.Lines, .. chunk.Select(line => line.Position.Seq)] };
            _linesSent += chunk.Length;
        }

        return null;
    }

    private List<DossierProgress> Pending(DossierPosition stop)
    {
        var told = _known.Lines.ToHashSet();
        // One reception, one line, even when an earlier reception is posted afterwards.
        var isReceptionTold = history.Entries.Any(entry => entry.Type == EventTypes.DossierReceived && told.Contains(entry.Position.Seq));
        return [.. history.Entries
            .Where(entry => entry.Line is not null && entry.Position <= stop && !told.Contains(entry.Position.Seq))
            .Where(entry => !(isReceptionTold && entry.Type == EventTypes.DossierReceived))
            .Select(entry => entry.Line!)];
    }

    private async Task<PortalReply> WriteAsync(PortalDossierItem item, bool isUpdating, CancellationToken ct)
    {
        var reply = await link.SyncDossierAsync(isUpdating, item, ct);
        Remember(reply);
        return reply;
    }

    // Null when the portal answered.
    private async Task<PortalReply?> LookUpAsync(CancellationToken ct)
    {
        var reply = await link.LookUpAsync(history.Code, ct);
        if (reply is not (PortalReply.Ok or PortalReply.Business { Kind: PortalRefusal.UnknownDossier }))
        {
            Remember(reply);
            return reply;
        }

        _hasLooked = true;
        _held = PortalHeld.Read((reply as PortalReply.Ok)?.Result, Options.LookupProgressField);
        _known = _held is null
            ? _known with { Exists = false, Status = null, Digest = null, Face = null, Lines = [], InDoubt = false }
            : _known with { Exists = true, Status = (int?)_held.Status ?? _known.Status, InDoubt = false };
        if (_held?.Lines is { } listed)
        {
            var told = _known.Lines.ToHashSet();
            var found = ProgressMatch.Found(history.Code, history.Lines.OrderByDescending(line => told.Contains(line.Position.Seq)).ThenBy(line => line.Position), listed);
            // A heal believes the portal's list; elsewhere an acknowledged line stays acknowledged.
            _known = _known with { Lines = [.. (IsResync ? found : found.Union(told)).Order()] };
        }

        return null;
    }

    private DossierStatus? Known => _known.Exists is false ? null : _held?.Status ?? (DossierStatus?)_known.Status;

    private DossierSnapshot? Snapshot(DossierPosition stop)
    {
        var snapshot = history.At(stop);
        return plan.IsLate && snapshot is { Status: { } told } && (DossierStatus?)_known.Status is { } portal && !link.Rules.Reaches(portal, told)
            ? snapshot with { Status = portal }
            : snapshot;
    }

    // What a look-up of this attempt shows counts more than what was acknowledged once.
    private bool IsAcknowledged(PortalDossierItem item) =>
        _known.Exists is true && _known.Digest == NationalPortalMapper.Digest(item) && (_held is null || Holds(item));

    // A look-up may leave lists out. Then scalars that differ from the last acknowledged ones prove that this item came through.
    private bool Holds(PortalDossierItem item)
    {
        var comparison = PortalComparison.Of(item, _held!);
        return comparison.Different.Count == 0
            && _held!.Status is not null
            && (comparison.Unlisted.Count == 0 || _known.Face != NationalPortalMapper.Face(item) || _known.Digest == NationalPortalMapper.Digest(item));
    }

    private bool IsExplained(DossierStatus portal, DossierPosition stop) =>
        history.Entries.Any(entry => entry.IsStatus && entry.Status == portal && entry.Position >= stop);

    private void Acknowledge(DossierPosition stop, PortalDossierItem item) =>
        _known = (_known with
        {
            Exists = true,
            Status = int.Parse(item.TrangThaiHoSo, CultureInfo.InvariantCulture),
            Digest = NationalPortalMapper.Digest(item),
            Face = NationalPortalMapper.Face(item),
            SyncedAt = link.Clock.GetUtcNow(),
        }).With(stop);

    private Handled Complete()
    {
        if (IsDoubled)
        {
            _notes.Add("possible duplicate");
        }

        if (!_hasSentItem && _linesSent == 0 && _notes.Count == 0)
        {
            _notes.Add("portal already has it");
        }

        _known = _known with { InDoubt = false };
        var sent = _hasSentItem || _linesSent > 0 ? $"status {_known.Status}, {_linesSent} lines" : null;
        return Handle(
            new Outcome.Done(string.Join("; ", new[] { sent }.Concat(_notes).OfType<string>())),
            IsResync && (_hasSentItem || _linesSent > 0) ? PortalKnowledge.DoubtHealed : IsDoubled ? PortalKnowledge.DoubtSlight : 0);
    }

    private Handled Reject(string code, string reason, int doubt = 0) => Handle(new Outcome.Reject(code, reason), doubt);

    private Handled Fail(PortalReply reply, bool isWrite, bool stillDoubtful)
    {
        Remember(reply);
        var outcome = NationalPortalReplies.ToOutcome(reply, isWrite, Mask);
        if (outcome is Outcome.Retry retry && stillDoubtful)
        {
            outcome = retry with { Doubtful = true };
        }

        // The lane forgets a doubt over a deferral; the state does not.
        var isDoubtful = stillDoubtful || outcome is Outcome.Retry { Doubtful: true };
        _known = _known with { InDoubt = isDoubtful };
        return Handle(outcome, isDoubtful ? PortalKnowledge.DoubtUnknown : delivery.State?.Doubt ?? 0);
    }

    private Handled Handle(Outcome outcome, int doubt) => new(outcome)
    {
        State = _known.ToState(doubt, _hasLooked ? link.Clock.GetUtcNow() : delivery.State?.CheckedAt),
        Answer = _answer,
    };

    private void Remember(PortalReply reply) => _answer = reply switch
    {
        PortalReply.Ok ok => Mask($"error_code {ok.Code}: {ok.Message}"),
        PortalReply.Business no => Mask($"error_code {no.Code}: {no.Message}"),
        PortalReply.SessionLost lost => Mask($"error_code {lost.Code}: {lost.Message}"),
        PortalReply.NotJson page => Mask($"{page.What}: {page.Excerpt}"),
        PortalReply.Http http => Mask($"HTTP {http.Status} {http.Excerpt}"),
        PortalReply.NoSession => "no session",
        PortalReply.LoginRefused refused => refused.Reason,
        PortalReply.Transport silent => silent.What,
        _ => null,
    };

    private string Mask(string text) => AnswerMask.Apply(
        text,
        (history.Entries.Count == 0 ? [] : history.Entries[^1].After.PersonalValues()).Concat(history.Lines.Select(line => line.OfficerName)));
}
