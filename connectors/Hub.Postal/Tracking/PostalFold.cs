using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Watching;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.Postal.Tracking;

/// <summary>
/// One tracking event folded into one consignment, without any reading or writing: what it means by <see cref="ConsignmentMoves"/>, and what follows from it.
/// A tracking event that was folded before must be left out by the caller (it is known by source and key).
/// </summary>
public sealed class PostalFold(PostalOptions options, PostalWatch watch, PostalAlerts alerts)
{
    private readonly SystemDelivery _delivery = new(options, alerts);

    /// <param name="receivedAt">When the hub got to know it. A tracking event from the future is judged as one of this moment.</param>
    /// <param name="isOvertaken">It has no certain time, and something that has was told after it.</param>
    public FoldResult Fold(Consignment present, TrackingEvent tracked, DateTimeOffset receivedAt, bool isOvertaken = false)
    {
        if (!tracked.IsReadable)
        {
            var (task, told) = Unreadable(tracked, present, receivedAt);
            return new FoldResult(present, MoveVerdict.Unplaced, Record(tracked, MoveVerdict.Unplaced, receivedAt)) { Tasks = [task], Events = [told] };
        }

        if (!tracked.IsKnown)
        {
            return Unknown(present, tracked, receivedAt);
        }

        if (ToldTime.Of(present, tracked, receivedAt) is not { } doubt)
        {
            return Judged(present, tracked, Earlier(tracked.At, receivedAt), receivedAt);
        }

        var at = doubt is TimeDoubt.BeforeRequest ? receivedAt : Earlier(tracked.At, receivedAt);
        var result = ToldTime.IsJudged(doubt, tracked, isOvertaken) ? Judged(present, tracked, at, receivedAt) : new FoldResult(present, MoveVerdict.Late, Record(tracked, MoveVerdict.Late, receivedAt));
        var subject = doubt is TimeDoubt.BeforeRequest && tracked.State is { } state && ConsignmentMoves.IsOver(state) ? present.Number : null;
        var (doubted, alert) = alerts.Raise(
            PostalSentences.TimeDoubtful(PostalCodes.OperatorOf(tracked.Source), present, doubt, subject, options), $"{present.Number}/{doubt}", present, receivedAt);
        return result with { Tasks = [.. result.Tasks, doubted], Events = [.. result.Events, alert] };
    }

    /// <summary>What a tracking event in a form that is not known asks of a person; one task for an operator.</summary>
    /// <param name="present">Null where it cannot be told what it is about.</param>
    internal (WorkTask Task, Submission Event) Unreadable(TrackingEvent tracked, Consignment? present, DateTimeOffset receivedAt)
    {
        var @operator = PostalCodes.OperatorOf(tracked.Source);
        return alerts.Raise(PostalSentences.AnswerUnreadable(@operator, "tracking", options), $"{@operator}/tracking/{receivedAt.UtcTicks / TimeSpan.TicksPerDay}", present, receivedAt);
    }

    private FoldResult Judged(Consignment present, TrackingEvent tracked, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        var told = Proven(present, tracked, at, receivedAt);
        if (IsForeign(told, tracked))
        {
            return Contradiction(present, tracked, receivedAt);
        }

        var verdict = tracked.State is not { } state ? MoveVerdict.Repeated : ConsignmentMoves.Judge(told.State, told.StateAt, state, at);
        return verdict switch
        {
            MoveVerdict.Conflict => Contradiction(present, tracked, receivedAt),
            MoveVerdict.Moved => Moved(present, told, tracked, at, receivedAt),
            _ => ReferenceEquals(told, present) ? Heard(present, verdict, tracked, at, receivedAt) : Moved(present, told, tracked, at, receivedAt),
        };
    }

    // An operator that tells of an order whose booking is in doubt proves that it has it.
    private Consignment Proven(Consignment present, TrackingEvent tracked, DateTimeOffset at, DateTimeOffset receivedAt) =>
        present is { State: Requested, Booking: { } begun } && tracked.Kind is PostalRecordKind.Tracking && PostalCodes.OperatorOf(tracked.Source) == begun.Operator
            ? present with
            {
                State = Booked,
                Operator = begun.Operator,
                StateAt = Earlier(begun.At, at),
                BookedAt = Earlier(begun.At, at),
                Booking = null,
                PollAt = FirstPoll(begun.Operator, receivedAt),
            }
            : present;

    // What an operator pushes may be lost on the way: it is asked as well, from whichever moment the booking is known.
    private DateTimeOffset? FirstPoll(string carrier, DateTimeOffset receivedAt) =>
        options.Operators.TryGetValue(carrier, out var party) && party.Dialect == PostalDialectNames.MyVnPost ? receivedAt + party.PollEvery : null;

    private static bool IsForeign(Consignment present, TrackingEvent tracked) => tracked.Kind is PostalRecordKind.Tracking
        && (present.State is Requested || (present.Operator is { } carrier && PostalCodes.OperatorOf(tracked.Source) != carrier));

    private FoldResult Moved(Consignment before, Consignment told, TrackingEvent tracked, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        var moved = tracked.State is { } state && ConsignmentMoves.Judge(told.State, told.StateAt, state, at) is MoveVerdict.Moved
            ? told with { State = state, StateAt = at, Reason = Reason(told, state, tracked.Reason) }
            : told;
        var after = moved with
        {
            Waybill = moved.Waybill ?? tracked.Waybill,
            WatchAt = watch.After(moved.State, moved.State is Lost or Returned ? receivedAt : moved.StateAt),
            PollAt = ConsignmentMoves.IsFinal(moved.State) ? null : moved.PollAt,
            PollsQuiet = 0,
            Change = ConsignmentMoves.IsFinal(moved.State) ? null : moved.Change,
        };
        var (tasks, events) = Follows(before, after, tracked, receivedAt);
        if (after.State is Delivered && before.State is not Delivered)
        {
            after = _delivery.Apply(after, tracked, receivedAt, tasks, events);
        }

        return new FoldResult(after, MoveVerdict.Moved, Record(tracked, MoveVerdict.Moved, receivedAt)) { Events = events, Tasks = tasks, EndedTasks = Ended(before, after, receivedAt) };
    }

    private (List<WorkTask> Tasks, List<Submission> Events) Follows(Consignment before, Consignment after, TrackingEvent tracked, DateTimeOffset receivedAt)
    {
        var (tasks, events) = (new List<WorkTask>(), new List<Submission>());
        if (before.State is Requested)
        {
            events.Add(PostalEvents.Booked(after, receivedAt));
        }

        if (after.State is not Booked)
        {
            events.Add(PostalEvents.StatusChanged(after, before.State is Requested ? Booked : before.State, tracked.Place, $"{tracked.Source}/{tracked.Key}", receivedAt));
        }

        if (after.State is Lost or Returned)
        {
            var (task, told) = alerts.Raise(
                after.State is Lost ? PostalSentences.Lost(after, options) : PostalSentences.Returned(after, options), $"{after.Number}/{after.StateAt.UtcTicks}", after, receivedAt, after.WatchAt);
            tasks.Add(task);
            events.Add(told);
        }

        return (tasks, events);
    }

    // It says nothing new of the state, and yet the parcel is not silent.
    private FoldResult Heard(Consignment present, MoveVerdict verdict, TrackingEvent tracked, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        var record = Record(tracked, verdict, receivedAt);
        var next = ConsignmentMoves.IsOver(present.State) ? null : watch.After(present.State, at);
        var after = present;
        if (next > present.WatchAt)
        {
            after = after with { WatchAt = next, PollsQuiet = 0 };
        }

        if (after.Waybill is null && tracked.Waybill is not null)
        {
            after = after with { Waybill = tracked.Waybill };
        }

        return new FoldResult(after, verdict, record) { EndedTasks = Ended(present, after, receivedAt) };
    }

    private FoldResult Contradiction(Consignment present, TrackingEvent tracked, DateTimeOffset receivedAt)
    {
        var (task, told) = alerts.Raise(
            PostalSentences.Conflict(present, tracked, options), $"{present.Number}/{present.State.Name()}/{PostalCodes.OperatorOf(tracked.Source)}/{tracked.Code}", present, receivedAt);
        return new FoldResult(present, MoveVerdict.Conflict, Record(tracked, MoveVerdict.Conflict, receivedAt)) { Tasks = [task], Events = [told] };
    }

    private FoldResult Unknown(Consignment present, TrackingEvent tracked, DateTimeOffset receivedAt)
    {
        var @operator = PostalCodes.OperatorOf(tracked.Source);
        var (task, told) = alerts.Raise(PostalSentences.StatusUnknown(@operator, tracked, options), $"{@operator}/{tracked.Code}", present, receivedAt);
        return new FoldResult(present, MoveVerdict.Unplaced, Record(tracked, MoveVerdict.Unplaced, receivedAt)) { Tasks = [task], Events = [told] };
    }

    // Only where one may have been raised: its watch is then not the one that followed from the state itself.
    private List<TaskEnd> Ended(Consignment before, Consignment after, DateTimeOffset receivedAt)
    {
        var ended = new List<TaskEnd>();
        if (before.WatchAt != watch.After(before.State, before.StateAt) && (after.WatchAt is null || after.WatchAt > receivedAt))
        {
            End(PostalTaskKinds.ParcelSilent, "heard again");
        }

        if (before.State is Lost && after.State is not Lost)
        {
            End(PostalTaskKinds.ParcelLost, after.State.Name());
            End(PostalTaskKinds.ParcelLostOverdue, after.State.Name());
        }

        if (before.Change is not null && after.Change is null)
        {
            End(PostalTaskKinds.ChangeWaiting, after.State.Name());
        }

        if (before.State is Requested && after.State is not Requested)
        {
            End(PostalTaskKinds.BookingDoubtful, "booked");
        }

        return ended;

        void End(string kind, string result) => ended.Add(new TaskEnd(kind, before.Number, receivedAt, PostalCodes.Hub, result));
    }

    private static string? Reason(Consignment present, ConsignmentState state, string? told) => state switch
    {
        PickupFailed or DeliveryFailed or Returning or Returned or Lost => told ?? present.Reason,
        PickedUp or Delivered => null,
        _ => present.Reason,
    };

    private static PostalRecord Record(TrackingEvent tracked, MoveVerdict verdict, DateTimeOffset receivedAt) =>
        new(tracked.Number, tracked.Source, tracked.Key, tracked.Kind, tracked.Code, tracked.IsKnown ? tracked.State : null, verdict, tracked.At, receivedAt, tracked.Place, tracked.Text, tracked.Raw);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
