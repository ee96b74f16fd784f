using Hub.Core.Concurrency;
using Hub.Core.Outbox;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;

namespace Hub.Postal.Booking;

/// <summary>Cancels: here while nothing is booked, at the operator afterwards, never once the postman has it.</summary>
internal sealed class CancelService(PostalContext context, DoubtService doubts)
{
    public async Task<Outcome> CancelAsync(PostalRequest request, CancellationToken ct)
    {
        var asked = new Asked();
        return await Recompute.UntilStoredAsync(PostalContext.MaxTries, () => TryAsync(request, asked, ct)) ?? new Outcome.Retry($"{Outcome.StoreRefused}");
    }

    /// <returns>Null when it moved meanwhile.</returns>
    private async Task<Outcome?> TryAsync(PostalRequest request, Asked asked, CancellationToken ct) => await TargetFinder.FindAsync(context, request, ct) switch
    {
        null => PostalReplies.Reject(PostalReasonCodes.ConsignmentUnknown, request.Number),
        { State: ConsignmentState.Cancelled } target => new Outcome.Done(PostalReplies.Said($"{target.Number} đã hủy từ trước", $"{target.Number} cancelled before")),
        { State: ConsignmentState.Requested, Booking: null } target => await CancelledAsync(target, request, ct),
        { State: ConsignmentState.Requested } target => await InDoubtAsync(target, request, asked, ct),
        var target when ConsignmentMoves.Table[target.State].Contains(ConsignmentState.Cancelled) => await AtOperatorAsync(target, request, asked, ct),
        var target => PostalReplies.Reject(PostalReasonCodes.TooLate, target.State.Name()),
    };

    // What cannot be looked up is cancelled at the operator whether or not it has it.
    private async Task<Outcome?> InDoubtAsync(Consignment target, PostalRequest request, Asked asked, CancellationToken ct) => await doubts.SettleAsync(target, ct) switch
    {
        Doubt.Open open => open.Outcome,
        Doubt.Repeatable => await AtOperatorAsync(target, request, asked, ct),
        _ => null,
    };

    private async Task<Outcome?> AtOperatorAsync(Consignment target, PostalRequest request, Asked asked, CancellationToken ct)
    {
        // It moved while the operator's word was written down: the word stands, and nobody is asked again.
        if (asked.IsDone)
        {
            return await CancelledAsync(target, request, ct);
        }

        if (asked.Case is { } known)
        {
            return await ChangeWaiting.NotedAsync(context, target, request, known, ct);
        }

        if (context.Dialects.Find(target.Operator) is not { } dialect)
        {
            return PostalReplies.Reject(PostalReasonCodes.OperatorUnknown, target.Operator);
        }

        if (context.WhileAway(dialect, isOrder: true, isDoubtful: false) is { } away)
        {
            return away;
        }

        // An order that the operator does not have is an order that it will not carry out, once it can no longer be on its way there.
        var waits = target.Change is { } change && ChangeWaiting.IsOf(change, request) ? change : null;
        var reply = waits is null ? await dialect.CancelAsync(target, ct) : await dialect.DecisionAsync(target, waits.Case, ct);
        return await context.AnsweredAsync(reply, dialect, waits is null ? "cancel" : "decision", target.Number, isOrder: true, ct) switch
        {
            PostalReply<Accepted>.Waiting waiting => await ChangeWaiting.NotedAsync(context, target, request, asked.Case = waiting.Case, ct),
            PostalReply<Accepted>.Refused when target.Change is not null && !await ChangeWaiting.EndedAsync(context, target, ct) => null,
            PostalReply<Accepted>.NotFound when target.Booking is not null && await doubts.BelievedAsync(target, ct) is var believed && believed > context.Now =>
                DoubtService.NotYet(dialect, believed),
            PostalReply<Accepted>.Ok or PostalReply<Accepted>.AlreadyThere or PostalReply<Accepted>.NotFound => await CancelledAsync(target, request, asked, ct),
            var other => await context.OutcomeAsync(other, dialect, target.Number, isOrder: true, isDoubtful: false, ct),
        };
    }

    private async Task<Outcome?> CancelledAsync(Consignment target, PostalRequest request, Asked asked, CancellationToken ct)
    {
        asked.IsDone = true;
        return await CancelledAsync(target, request, ct);
    }

    /// <returns>Null when it moved meanwhile.</returns>
    private async Task<Outcome?> CancelledAsync(Consignment target, PostalRequest request, CancellationToken ct)
    {
        var batch = Cancellation.Of(target, request.Reason, context.Now);
        return await context.Consignments.CommitAsync(batch, ct) ? new Outcome.Done(PostalReplies.Said($"{target.Number} đã hủy", $"{target.Number} cancelled")) : null;
    }
}
