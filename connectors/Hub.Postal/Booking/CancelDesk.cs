using Hub.Core.Outbox;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;

namespace Hub.Postal.Booking;

/// <summary>Cancels: here while nothing is booked, at the operator afterwards, never once the postman has it.</summary>
internal sealed class CancelDesk(PostalTools tools, DoubtDesk doubts)
{
    public async Task<Outcome> CancelAsync(PostalRequest request, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= PostalTools.MaxTries; attempt++)
        {
            if (await TargetFinder.FindAsync(tools, request, ct) is not { } target)
            {
                return PostalReplies.Reject(PostalReasonCodes.ConsignmentUnknown, request.Number);
            }

            var outcome = target switch
            {
                { State: ConsignmentState.Cancelled } => new Outcome.Done($"{target.Number} cancelled before"),
                { State: ConsignmentState.Requested, Booking: null } => await CancelledAsync(target, request, ct),
                { State: ConsignmentState.Requested } => await InDoubtAsync(target, request, ct),
                _ when ConsignmentMoves.Table[target.State].Contains(ConsignmentState.Cancelled) => await AtOperatorAsync(target, request, ct),
                _ => PostalReplies.Reject(PostalReasonCodes.TooLate, target.State.Name()),
            };
            if (outcome is not null)
            {
                return outcome;
            }
        }

        return new Outcome.Retry("the store refused");
    }

    // What cannot be looked up is cancelled at the operator whether or not it has it.
    private async Task<Outcome?> InDoubtAsync(Consignment target, PostalRequest request, CancellationToken ct) => await doubts.SettleAsync(target, ct) switch
    {
        Doubt.Open open => open.Outcome,
        Doubt.Repeatable => await AtOperatorAsync(target, request, ct),
        _ => null,
    };

    private async Task<Outcome?> AtOperatorAsync(Consignment target, PostalRequest request, CancellationToken ct)
    {
        if (tools.Dialects.Find(target.Operator) is not { } dialect)
        {
            return PostalReplies.Reject(PostalReasonCodes.OperatorUnknown, target.Operator);
        }

        if (tools.WhileAway(dialect, isOrder: true, isDoubtful: false) is { } away)
        {
            return away;
        }

        // An order that the operator does not have is an order that it will not carry out, once it can no longer be on its way there.
        return tools.Heard(await dialect.CancelAsync(target, ct), dialect, isOrder: true) switch
        {
            PostalReply<Accepted>.NotFound when target.Booking is not null && await doubts.BelievedAsync(target, ct) is var believed && believed > tools.Now =>
                DoubtDesk.NotYet(dialect, believed),
            PostalReply<Accepted>.Ok or PostalReply<Accepted>.AlreadyThere or PostalReply<Accepted>.NotFound => await CancelledAsync(target, request, ct),
            var reply => await tools.OutcomeAsync(reply, dialect, target.Number, isOrder: true, isDoubtful: false, ct),
        };
    }

    /// <returns>Null when it moved meanwhile.</returns>
    private async Task<Outcome?> CancelledAsync(Consignment target, PostalRequest request, CancellationToken ct)
    {
        var batch = Cancellation.Of(target, request.Reason, tools.Now);
        return await tools.Consignments.CommitAsync(batch, ct) ? new Outcome.Done($"{target.Number} cancelled") : null;
    }
}
