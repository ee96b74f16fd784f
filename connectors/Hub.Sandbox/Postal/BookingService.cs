using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>What customers do with their bookings. Whoever looks sees what is due on the twin's clock as done.</summary>
internal sealed class BookingService(ConsignmentStore store, RangeStore ranges, TrackingFeed feed, RefusedNumbers refused, ClockworkSignal signal, Effects effects)
{
    /// <summary>Books, or says why not. A and B know a customer's order numbers, D does not.</summary>
    public (BookingVerdict Verdict, ConsignmentState? State) Book(Booking booking)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var (dialect, number) = (booking.Dialect, booking.Subject.OrderNumber);
            var isKnown = store.ByNumber(dialect, number).Any(found => found.CustomerCode == booking.CustomerCode);
            if (isKnown && dialect != PostDialect.D)
            {
                refused.Count(dialect, number);
                return Refuse(dialect, PostEffects.Already, BookingVerdict.AlreadyRegistered);
            }

            if (booking.ItemCode is { } outside && !ranges.Holds(outside))
            {
                return Refuse(dialect, PostEffects.ItemCodeOutside, BookingVerdict.ItemCodeOutside);
            }

            if (booking.ItemCode is { } used && ranges.IsUsed(used))
            {
                return Refuse(dialect, PostEffects.ItemCodeReused, BookingVerdict.ItemCodeReused);
            }

            if (isKnown && number.Length > 0)
            {
                effects.Count(PostEffects.Of(dialect, PostEffects.Doubled));
            }

            var state = store.StateOf(store.Register(booking));
            signal.Raise();
            return (BookingVerdict.Booked, state);
        }
    }

    public ConsignmentState? Find(PostDialect dialect, string customer, string number) =>
        Look(() => store.ByNumber(dialect, number).FirstOrDefault(found => found.CustomerCode == customer));

    public ConsignmentState? FindByOriginalId(string originalId) => Look(() => store.ByOriginalId(originalId));

    public ConsignmentState? FindByItemCode(string itemCode) => Look(() => store.ByItemCode(itemCode));

    /// <summary>Every booking under a number, in order of booking.</summary>
    public IReadOnlyList<ConsignmentState> FindByNumber(PostDialect dialect, string number)
    {
        lock (store.Gate)
        {
            store.RunDue();
            return [.. store.ByNumber(dialect, number).Select(store.StateOf)];
        }
    }

    /// <summary>Cancels; false when it is too late. Cancelling what is cancelled is counted and changes nothing.</summary>
    public bool TryCancel(Consignment which)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var state = store.StateOf(store[which.Seq]);
            var isCancelled = state.Consignment.IsCancelled || state.Step == PostStep.Cancelled;
            if (!isCancelled && !state.MayBeCancelled)
            {
                effects.Count(PostEffects.Of(which.Dialect, PostEffects.CancelRefused));
                return false;
            }

            effects.Count(PostEffects.Of(which.Dialect, PostEffects.Cancelled));
            var cancelled = state.Consignment with { Cancels = state.Consignment.Cancels + 1, IsCancelled = true };
            if (isCancelled || cancelled.IsDraft)
            {
                store.Keep(cancelled);
                return true;
            }

            store.Replan(cancelled, [new ScheduledStep(PostStep.Cancelled, PostStep.Cancelled.Code(cancelled.Dialect), store.Now(), store.Now())]);
            store.RunDue();
            signal.Raise();
            return true;
        }
    }

    /// <summary>Changes what was booked; null when the consignment is too far on its way.</summary>
    public ConsignmentState? Correct(Consignment which, JsonElement request, long codAmount)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var state = store.StateOf(store[which.Seq]);
            if (!state.MayBeCorrected || state.Consignment.IsCancelled)
            {
                effects.Count(PostEffects.Of(which.Dialect, PostEffects.CorrectionRefused));
                return null;
            }

            effects.Count(PostEffects.Of(which.Dialect, PostEffects.Corrected));
            var corrected = state.Consignment with { Request = request, CodAmount = codAmount, Corrections = state.Consignment.Corrections + 1 };
            store.Keep(corrected);
            return store.StateOf(corrected);
        }
    }

    /// <summary>Makes a draft an order, whose life begins now. An order stays as it is.</summary>
    public ConsignmentState Publish(Consignment which, string receiver)
    {
        lock (store.Gate)
        {
            var draft = store[which.Seq];
            if (draft is { IsDraft: true, IsCancelled: false })
            {
                store.Begin(draft with { IsDraft = false, BookedAt = store.Now() }, receiver);
                signal.Raise();
            }

            return store.StateOf(store[which.Seq]);
        }
    }

    /// <summary>A page of what was told behind a cursor, and how much there is in all.</summary>
    /// <param name="back">How many events before the cursor are given again.</param>
    public (IReadOnlyList<(TrackingEvent Told, Consignment Of)> Page, int Left) Track(PostDialect dialect, string lastId, int size, int back)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var (page, left) = feed.After(dialect, lastId, size, back);
            return ([.. page.Select(told => (told, store[told.Seq]))], left);
        }
    }

    /// <summary>Allots a range of item codes; null when there are no more.</summary>
    public ItemRange? Allot(int quantity)
    {
        lock (store.Gate)
        {
            var range = ranges.Allot(quantity);
            effects.Count(PostEffects.Of(PostDialect.B, range is null ? PostEffects.RangeRefused : PostEffects.RangeAllotted));
            return range;
        }
    }

    public IReadOnlyList<(ItemRange Range, int Used)> Ranges()
    {
        lock (store.Gate)
        {
            return [.. ranges.All.Select(range => (range, ranges.UsedOf(range)))];
        }
    }

    private (BookingVerdict Verdict, ConsignmentState? State) Refuse(PostDialect dialect, string kind, BookingVerdict verdict)
    {
        effects.Count(PostEffects.Of(dialect, kind));
        return (verdict, null);
    }

    private ConsignmentState? Look(Func<Consignment?> find)
    {
        lock (store.Gate)
        {
            store.RunDue();
            return find() is { } found ? store.StateOf(found) : null;
        }
    }
}
