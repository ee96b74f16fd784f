using Hub.Core.Concurrency;
using Hub.Core.Outbox;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.Postal.Booking;

/// <summary>Another person or address on the citizen's side: a pickup until the postman has it, a delivery until it is handed over or turns back.</summary>
internal sealed class RedirectService(PostalContext context, OrderBuilder orders, DoubtService doubts)
{
    private static readonly ConsignmentState[] BeforePickup = [Requested, ConsignmentState.Booked, PickupAssigned, PickupFailed];
    private static readonly ConsignmentState[] BeforeDelivery = [.. BeforePickup, PickedUp, InTransit, OutForDelivery, DeliveryFailed];

    public async Task<Outcome> RedirectAsync(PostalRequest request, CancellationToken ct)
    {
        var asked = new Asked();
        return await Recompute.UntilStoredAsync(PostalContext.MaxTries, () => TryAsync(request, asked, ct)) ?? new Outcome.Retry($"{Outcome.StoreRefused}");
    }

    /// <returns>Null when it moved meanwhile.</returns>
    private async Task<Outcome?> TryAsync(PostalRequest request, Asked asked, CancellationToken ct)
    {
        if (await TargetFinder.FindAsync(context, request, ct) is not { } target)
        {
            return PostalReplies.Reject(PostalReasonCodes.ConsignmentUnknown, request.Number);
        }

        // It moved while the operator's word was written down: the parcel goes where the operator said, wherever it is by now.
        if (asked.IsDone)
        {
            return await RedirectedAsync(target, request, ct);
        }

        if (!(target.Direction is PostalDirection.Pickup ? BeforePickup : BeforeDelivery).Contains(target.State))
        {
            return PostalReplies.Reject(PostalReasonCodes.TooLate, target.State.Name());
        }

        return target switch
        {
            { State: Requested, Booking: null } => await RedirectedAsync(target, request, ct),
            { State: Requested } => await InDoubtAsync(target, ct),
            _ when asked.Case is { } known => await ChangeWaiting.NotedAsync(context, target, request, known, ct),
            _ => await AtOperatorAsync(target, request, asked, ct),
        };
    }

    private async Task<Outcome?> InDoubtAsync(Consignment target, CancellationToken ct)
    {
        var doubt = await doubts.SettleAsync(target, ct);
        doubt = doubt is Doubt.Repeatable ? await doubts.AskPersonAsync(target, context.Dialects.Find(target.Booking!.Operator)!, ct) : doubt;
        return (doubt as Doubt.Open)?.Outcome;
    }

    private async Task<Outcome?> AtOperatorAsync(Consignment target, PostalRequest request, Asked asked, CancellationToken ct)
    {
        if (context.Dialects.Find(target.Operator) is not { } dialect)
        {
            return PostalReplies.Reject(PostalReasonCodes.OperatorUnknown, target.Operator);
        }

        if (!dialect.Abilities.Redirects)
        {
            return PostalReplies.Reject(PostalReasonCodes.Unable, target.Operator);
        }

        var (order, unknown) = await orders.BuildAsync(Changed(target, request), dialect.Operator, request.Note, ct);
        if (order is null)
        {
            return PostalReplies.Reject(PostalReasonCodes.PlaceUnknown, unknown);
        }

        if (context.WhileAway(dialect, isOrder: true, isDoubtful: false) is { } away)
        {
            return away;
        }

        var waits = target.Change is { } change && ChangeWaiting.IsOf(change, request) ? change : null;
        var reply = waits is null ? await dialect.RedirectAsync(target, order, ct) : await dialect.DecisionAsync(target, waits.Case, ct);
        return await context.AnsweredAsync(reply, dialect, waits is null ? "correct" : "decision", target.Number, isOrder: true, ct) switch
        {
            PostalReply<Accepted>.Waiting waiting => await ChangeWaiting.NotedAsync(context, target, request, asked.Case = waiting.Case, ct),
            PostalReply<Accepted>.Refused when target.Change is not null && !await ChangeWaiting.EndedAsync(context, target, ct) => null,
            PostalReply<Accepted>.Ok or PostalReply<Accepted>.AlreadyThere => await RedirectedAsync(target, request, asked, ct),
            var other => await context.OutcomeAsync(other, dialect, target.Number, isOrder: true, isDoubtful: false, ct),
        };
    }

    private async Task<Outcome?> RedirectedAsync(Consignment target, PostalRequest request, Asked asked, CancellationToken ct)
    {
        asked.IsDone = true;
        return await RedirectedAsync(target, request, ct);
    }

    /// <returns>Null when it moved meanwhile.</returns>
    private async Task<Outcome?> RedirectedAsync(Consignment target, PostalRequest request, CancellationToken ct)
    {
        var changed = Changed(target, request);
        var now = context.Now;
        var batch = new PostalBatch
        {
            Consignments = [changed],
            Records = [PostalNotes.Of(changed, "redirected", null, now)],
            Events = [PostalEvents.Redirected(changed, request.Source, request.Id, now)],
            EndedTasks = ChangeWaiting.Ended(target, "redirected", now),
        };
        return await context.Consignments.CommitAsync(batch, ct) ? new Outcome.Done(PostalReplies.Said($"{target.Number} đã đổi địa chỉ", $"{target.Number} redirected")) : null;
    }

    private static Consignment Changed(Consignment target, PostalRequest request)
    {
        var changed = target with { MayReceive = request.MayReceive ?? target.MayReceive, Note = request.Note ?? target.Note, Change = null };
        return target.Direction is PostalDirection.Pickup ? changed with { Sender = request.Citizen! } : changed with { Receiver = request.Citizen! };
    }
}
