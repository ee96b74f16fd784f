using Hub.Core.Concurrency;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Tasks;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Booking;

/// <summary>
/// Books a pickup or a delivery with one effect: what may have reached an operator is found out before anything else is tried, and the next operator is
/// asked only while surely nothing was booked.
/// </summary>
internal sealed class BookingService(PostalContext context, ConsignmentOpener opener, OperatorChoice choice, OrderBuilder orders, BookingWriter writer, DoubtService doubts, ILogger logger)
{
    public async Task<Outcome> BookAsync(PostalRequest request, CancellationToken ct) =>
        await Recompute.UntilStoredAsync(PostalContext.MaxTries, () => TryAsync(request, ct)) ?? new Outcome.Retry($"{Outcome.StoreRefused}");

    /// <returns>Null when the consignment moved meanwhile.</returns>
    private async Task<Outcome?> TryAsync(PostalRequest request, CancellationToken ct)
    {
        var opened = await opener.OpenAsync(request, ct);
        if (opened.Consignment is not { } consignment)
        {
            return opened.Refusal!;
        }

        if (consignment.State is not ConsignmentState.Requested)
        {
            return Done(consignment);
        }

        if (consignment.Booking is null)
        {
            return await AskInTurnAsync(opened, request, ct);
        }

        return await doubts.SettleAsync(consignment, ct) switch
        {
            Doubt.Booked booked => Done(booked.Consignment),
            Doubt.Open open => open.Outcome,
            Doubt.Repeatable => await RepeatAsync(consignment, request, ct),
            _ => null,
        };
    }

    // The same order with the same number and waybill, at the operator that may have it.
    private async Task<Outcome?> RepeatAsync(Consignment begun, PostalRequest request, CancellationToken ct)
    {
        var dialect = context.Dialects.Find(begun.Booking!.Operator)!;
        if (context.WhileAway(dialect, isOrder: true, isDoubtful: true) is { } away)
        {
            return away;
        }

        var (order, unknown) = await orders.BuildAsync(begun, dialect.Operator, request.Note, ct);
        if (order is null)
        {
            return PostalReplies.Reject(PostalReasonCodes.PlaceUnknown, unknown);
        }

        return (await AskAsync(begun, order, dialect, isRepeat: true, ct)).Outcome;
    }

    /// <returns>Null when the consignment moved meanwhile.</returns>
    private async Task<Outcome?> AskInTurnAsync(Opened opened, PostalRequest request, CancellationToken ct)
    {
        var (consignment, superseded) = (opened.Consignment!, opened.Superseded);
        var candidates = await choice.CandidatesAsync(consignment, request.Operator, request.Note, ct);
        if (candidates.Count == 0)
        {
            return PostalReplies.Reject(request.Operator is null ? PostalReasonCodes.NoOperator : PostalReasonCodes.OperatorUnknown, request.Operator);
        }

        var passed = new PassedOver();
        foreach (var dialect in candidates)
        {
            if (await IsFullAsync(dialect.Operator, ct))
            {
                passed.Full.Add(dialect.Operator);
                continue;
            }

            var (order, unknown) = await orders.BuildAsync(consignment, dialect.Operator, request.Note, ct);
            if (order is null)
            {
                passed.PlaceUnknown.Add(unknown!);
                continue;
            }

            if (context.WhileAway(dialect, isOrder: true, isDoubtful: false) is { } away)
            {
                passed.Add(away);
                continue;
            }

            switch (await writer.BeginAsync(consignment, superseded, dialect, ct))
            {
                case BookingStart.RangeEmpty:
                    return await RangeEmptyAsync(consignment, superseded, dialect.Operator, ct);
                case BookingStart.Begun { Consignment: var begun }:
                    var asked = await AskAsync(begun, order with { Waybill = begun.Waybill }, dialect, isRepeat: false, ct);
                    if (asked.Next is not { } free)
                    {
                        return asked.Outcome;
                    }

                    logger.PassedOver(dialect.Operator, free.Number, asked.Outcome!.GetType().Name);
                    (consignment, superseded) = (free, null);
                    passed.Add(asked.Outcome);
                    break;
                default:
                    return null;
            }
        }

        return await NobodyAsync(consignment, superseded, passed, ct);
    }

    /// <returns><c>Next</c> is set where surely nothing was booked and another operator may be asked; both null: read again.</returns>
    private async Task<(Outcome? Outcome, Consignment? Next)> AskAsync(Consignment begun, BookingOrder order, IPostalDialect dialect, bool isRepeat, CancellationToken ct)
    {
        var reply = await context.AnsweredAsync(await dialect.BookAsync(order, ct), dialect, "order", begun.Number, isOrder: true, ct);
        switch (reply)
        {
            case PostalReply<Booked>.Ok booked:
                return (await BookedAsync(begun, dialect, booked.Value, ct), null);
            case PostalReply<Booked>.AlreadyThere when dialect.Abilities.LooksUp:
                return (await FoundAsync(begun, dialect, ct), null);
            case PostalReply<Booked>.AlreadyThere:
                return (await BookedAsync(begun, dialect, new Booked(begun.Waybill, null, null), ct), null);
            case PostalReply<Booked>.Down { MayHaveEffect: true }:
                return (await context.OutcomeAsync(reply, dialect, begun.Number, isOrder: true, isDoubtful: true, ct), null);
        }

        // What uses the waybill may be the first try itself.
        if (isRepeat && reply is PostalReply<Booked>.Refused { Code: PostalReasonCodes.WaybillUsed })
        {
            return (await doubts.AskPersonAsync(begun, dialect, ct) switch
            {
                Doubt.Booked known => Done(known.Consignment),
                Doubt.Open open => open.Outcome,
                _ => null,
            }, null);
        }

        // Where the first try may have had an effect, an answer that says nothing of it proves nothing either.
        if (isRepeat && reply is not PostalReply<Booked>.Refused)
        {
            return (await context.OutcomeAsync(reply, dialect, begun.Number, isOrder: true, isDoubtful: true, ct), null);
        }

        var keepsWaybill = reply is not PostalReply<Booked>.Refused { Code: PostalReasonCodes.WaybillUsed or PostalReasonCodes.WaybillOutside };
        if (await writer.NothingBookedAsync(begun, reply.GetType().Name, keepsWaybill, ct) is not { } cleared)
        {
            return (null, null);
        }

        var outcome = await context.OutcomeAsync(reply, dialect, begun.Number, isOrder: true, isDoubtful: false, ct);
        if (reply is PostalReply<Booked>.LoginRefused)
        {
            logger.LoginRefused(dialect.Operator);
            await context.AlertAsync(PostalSentences.LoginRefused(dialect.Operator, context.Options), $"{dialect.Operator}/{context.Today.UtcTicks}", null, ct);
        }

        var mayAskNext = reply is PostalReply<Booked>.Down or PostalReply<Booked>.Refused { Code: PostalReasonCodes.AreaNotServed };
        return (isRepeat && mayAskNext ? null : outcome, mayAskNext && !isRepeat ? cleared : null);
    }

    private async Task<Outcome> BookedAsync(Consignment begun, IPostalDialect dialect, Booked booked, CancellationToken ct) =>
        await writer.BookedAsync(begun.Number, dialect, booked, ct) is { } written ? Done(written) : new Outcome.Retry($"{Outcome.StoreRefused}", Doubtful: true);

    private async Task<Outcome> FoundAsync(Consignment begun, IPostalDialect dialect, CancellationToken ct) => await doubts.LookUpAsync(begun, dialect, ct) switch
    {
        Doubt.Booked booked => Done(booked.Consignment),
        Doubt.Open open => open.Outcome,
        _ => new Outcome.Retry(PostalReplies.Said($"{dialect.Operator}: báo đã đăng ký nhưng không tìm thấy", $"{dialect.Operator}: registered already, yet not found"), Doubtful: true),
    };

    private async Task<Outcome> RangeEmptyAsync(Consignment consignment, Consignment? superseded, string @operator, CancellationToken ct)
    {
        logger.RangeEmpty(@operator);
        var alert = PostalSentences.RangeEmpty(@operator, context.Options);
        var waiting = consignment with { Operator = @operator };
        var (task, told) = context.Alerts.Raise(alert, waiting.Number, waiting, context.Now);
        await WaitAsync(consignment, superseded, task, told, ct);
        return new Outcome.Defer(PostalReplies.Said($"{@operator}: hết số vận đơn; việc {alert.Kind}", $"{@operator}: no waybill numbers left; task {alert.Kind}"), context.Now + context.Options.PersonPause);
    }

    private async Task<Outcome> NobodyAsync(Consignment consignment, Consignment? superseded, PassedOver passed, CancellationToken ct)
    {
        if (passed.Again is { } again)
        {
            return again;
        }

        if (passed.Full.Count > 0)
        {
            var names = string.Join('+', passed.Full);
            var (task, told) = context.Alerts.Raise(PostalSentences.CapacityFull(names, context.Options), $"{consignment.Number}/{context.Today.UtcTicks}", consignment, context.Now);
            await WaitAsync(consignment, superseded, task, told, ct);
            return new Outcome.Defer(PostalReplies.Said($"{names}: hôm nay không nhận thêm", $"{names}: no more bookings today"), context.Today.AddDays(1));
        }

        return passed.Reject ?? PostalReplies.Reject(PostalReasonCodes.PlaceUnknown, string.Join(" | ", passed.PlaceUnknown));
    }

    // What waits for a person must be seen, and its number must stay its own.
    private async Task WaitAsync(Consignment consignment, Consignment? superseded, WorkTask task, Submission told, CancellationToken ct)
    {
        var batch = new PostalBatch { Consignments = consignment.Version > 0 ? [] : [consignment], Tasks = [task], Events = [told] };
        await context.Consignments.CommitAsync(batch.Ending(superseded, consignment.Number, context.Now), ct);
    }

    private async Task<bool> IsFullAsync(string @operator, CancellationToken ct) =>
        context.Options.Operators[@operator].DailyCapacity is { } capacity && await context.Consignments.CountBookedAsync(@operator, context.Today, ct) >= capacity;

    private static Outcome.Done Done(Consignment consignment) => new(consignment.Waybill is { } waybill ? $"{consignment.Number} {waybill}" : consignment.Number);

    private sealed class PassedOver
    {
        public List<string> Full { get; } = [];

        public List<string> PlaceUnknown { get; } = [];

        /// <summary>Retry or defer.</summary>
        public Outcome? Again { get; private set; }

        public Outcome.Reject? Reject { get; private set; }

        public void Add(Outcome? outcome)
        {
            Again = outcome is Outcome.Retry or Outcome.Defer ? outcome : Again;
            Reject = outcome as Outcome.Reject ?? Reject;
        }
    }
}
