using Hub.Core;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>One attempt for one dossier, whichever operation the portal has for it: what was learned on the way is carried out with the outcome.</summary>
internal abstract class PortalRun(PortalLink link, Delivery delivery, DossierHistory history, PortalKnowledge known)
{
    private string? _answer;

    /// <summary>Something may stand twice on the portal.</summary>
    public abstract bool IsDoubled { get; }

    protected PortalLink Link => link;

    protected Delivery Delivery => delivery;

    protected DossierHistory History => history;

    protected NationalPortalOptions Options => link.Options;

    protected bool IsResync => delivery.Envelope.Type == NationalPortalCodes.Resync;

    protected List<Bilingual> Notes { get; } = [];

    protected PortalKnowledge Knowledge { get; set; } = known;

    protected bool HasLooked { get; set; }

    /// <summary>An earlier call may have taken effect without its answer reaching us.</summary>
    protected bool WasDoubtful { get; } =
        delivery.IsDoubtful || known.InDoubt || delivery.State?.Doubt >= PartnerState.MustAsk || (delivery.State is null && delivery.Attempts > 0);

    public abstract Task<Handled> GoAsync(CancellationToken ct);

    /// <summary>Keeps what the pre-check finds.</summary>
    /// <returns>Set where the centre made a broken rule binding.</returns>
    protected Handled? CheckKpi(DossierSnapshot snapshot)
    {
        var findings = KpiLint.Check(snapshot);
        Knowledge = Knowledge with { Kpi = [.. findings.Select(finding => finding.Rule)] };
        return findings.FirstOrDefault(finding => Options.Kpi.Block.Contains(finding.Rule)) is { } blocking
            ? Reject(NationalPortalReasons.KpiPrefix + blocking.Rule, $"{blocking.Text}")
            : null;
    }

    /// <param name="sent">What was done; null for nothing.</param>
    protected string Said(Bilingual? sent)
    {
        List<Bilingual> all = sent is null ? Notes : [sent, .. Notes];
        return $"{new Bilingual(string.Join("; ", all.Select(note => note.Vi)), string.Join("; ", all.Select(note => note.En)))}";
    }

    protected Handled Reject(string code, string reason, int doubt = 0) => Handle(new Outcome.Reject(code, reason), doubt);

    protected Handled Fail(PortalReply reply, bool isWrite, bool stillDoubtful)
    {
        Remember(reply);
        var outcome = NationalPortalReplies.ToOutcome(reply, isWrite, Mask);
        if (outcome is Outcome.Retry retry && stillDoubtful)
        {
            outcome = retry with { Doubtful = true };
        }

        // The lane forgets a doubt over a deferral; the state does not.
        var isDoubtful = stillDoubtful || outcome is Outcome.Retry { Doubtful: true };
        Knowledge = Knowledge with { InDoubt = isDoubtful };
        return Handle(outcome, isDoubtful ? PortalKnowledge.DoubtUnknown : delivery.State?.Doubt ?? 0);
    }

    protected Handled Handle(Outcome outcome, int doubt) => new(outcome)
    {
        State = Knowledge.ToState(doubt, HasLooked ? link.Clock.GetUtcNow() : delivery.State?.CheckedAt),
        Answer = _answer,
    };

    protected void Remember(PortalReply reply) => _answer = reply switch
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

    protected string Mask(string text) => AnswerMask.Apply(
        text,
        (history.Entries.Count == 0 ? [] : history.Entries[^1].After.PersonalValues()).Concat(history.Lines.Select(line => line.OfficerName)));
}
