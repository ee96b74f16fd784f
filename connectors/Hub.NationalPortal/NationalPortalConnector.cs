using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal;

/// <summary>
/// Lane <c>national-portal</c>: brings the portal to what the dossier's stored events say up to the delivered one. Level-triggered, so a repeat,
/// a late event or a retry asks only for what the portal has not acknowledged yet.
/// </summary>
public sealed class NationalPortalConnector(
    PortalLink link, IDossiers dossiers, ICatalogue catalogue, IntegrationPush integrations, ILogger<NationalPortalConnector> logger) : IConnector
{
    private readonly DossierReader _dossiers = new(dossiers, catalogue, link.Rules);

    // A code that no dossier can have: the answer is empty, and asking has no effect.
    private const string ProbeCode = "000.00.00.H00-000000-0000";

    /// <summary>Types of the case system's events that are this lane's work.</summary>
    public static IReadOnlyCollection<string> Requests { get; } =
    [
        EventTypes.DossierReceived, EventTypes.DossierStatusChanged, EventTypes.DossierProgressNoted, EventTypes.DossierResultIssued,
        EventTypes.ProcedureIntegrationProposed, EventTypes.ProcedureIntegrationWithdrawn,
    ];

    public string Lane => NationalPortalCodes.Lane;

    public IReadOnlyCollection<string> Types => Requests;

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        var handled = delivery.Envelope.Type switch
        {
            EventTypes.ProcedureIntegrationProposed or EventTypes.ProcedureIntegrationWithdrawn => await integrations.HandleAsync(delivery, ct),
            NationalPortalCodes.Resync or EventTypes.DossierReceived or EventTypes.DossierStatusChanged or EventTypes.DossierProgressNoted
                or EventTypes.DossierResultIssued => await SyncAsync(delivery, ct),
            _ => new Outcome.Reject(NationalPortalReasons.TypeUnknown, NationalPortalReasons.Text(NationalPortalReasons.TypeUnknown, delivery.Envelope.Type)),
        };
        if (handled.Outcome is Outcome.Reject reject)
        {
            logger.Held(delivery.Envelope.Key, reject.Code);
        }

        return handled;
    }

    public async Task<string?> ProbeAsync(CancellationToken ct) =>
        await link.LookUpAsync(ProbeCode, ct) switch
        {
            // It answers in its own words, be they a refusal: it is there.
            PortalReply.Ok or PortalReply.Business { Kind: not PortalRefusal.Busy } or PortalReply.LoginRefused => null,
            var reply => (NationalPortalReplies.ToOutcome(reply, isWrite: false, text => AnswerMask.Apply(text, [])) as Outcome.Retry)?.Reason ?? reply.GetType().Name,
        };

    private async Task<Handled> SyncAsync(Delivery delivery, CancellationToken ct)
    {
        var known = PortalKnowledge.Read(delivery.State);
        var (_, history) = await _dossiers.ReadAsync(delivery.Envelope.Key, known.IsFilingOnly, ct);
        known = known with { IsFilingOnly = history.IsFilingOnly };
        var plan = delivery.Envelope.Type == NationalPortalCodes.Resync
            ? DossierPlan.ForResync(history, known)
            : DossierPlan.ForEvent(delivery.Envelope, history, known, link.Options, link.Clock.GetUtcNow());
        if (plan.Settled is { } settled)
        {
            return PassOn(settled, delivery, known);
        }

        PortalRun run = history.IsFilingOnly ? new FilingRun(link, delivery, history, plan, known) : new DossierRun(link, delivery, history, plan, known);
        var handled = await run.GoAsync(ct);
        if (handled.Outcome is Outcome.Done && run.IsDoubled)
        {
            logger.PossibleDuplicate(delivery.Envelope.Key);
        }

        return handled;
    }

    // An attempt that was lost may have reached the portal. Where this delivery makes no call, the dossier's next one must look first.
    private static Handled PassOn(Outcome settled, Delivery delivery, PortalKnowledge known) =>
        delivery.IsDoubtful || (delivery.State is null && delivery.Attempts > 0)
            ? new Handled(settled) { State = (known with { InDoubt = true }).ToState(PortalKnowledge.DoubtUnknown, delivery.State?.CheckedAt) }
            : settled;
}
