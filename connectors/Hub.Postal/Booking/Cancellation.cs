using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Booking;

/// <summary>What is written when a consignment ends before the postman had it.</summary>
internal static class Cancellation
{
    private static readonly string[] Pointless = [PostalTaskKinds.ParcelSilent, PostalTaskKinds.BookingDoubtful, PostalTaskKinds.ChangeWaiting];

    /// <param name="why">In the case system's words; null when it said nothing.</param>
    public static PostalBatch Of(Consignment target, string? why, DateTimeOffset now)
    {
        var cancelled = target with { State = ConsignmentState.Cancelled, StateAt = now, Booking = null, Change = null, WatchAt = null, PollAt = null };
        return new PostalBatch
        {
            Consignments = [cancelled],
            Records = [PostalNotes.Of(cancelled, "cancelled", ConsignmentState.Cancelled, now, why)],
            Events = [PostalEvents.StatusChanged(cancelled, target.State, null, PostalCodes.Hub, now)],
            EndedTasks = [.. Pointless.Select(kind => new TaskEnd(kind, target.Number, now, PostalCodes.Hub, "cancelled"))],
        };
    }

    /// <summary>The batch with the end of a former consignment that was never booked.</summary>
    /// <param name="superseded">Null: there is none.</param>
    public static PostalBatch Ending(this PostalBatch batch, Consignment? superseded, string by, DateTimeOffset now)
    {
        if (superseded is null)
        {
            return batch;
        }

        var end = Of(superseded, by, now);
        return batch with
        {
            Consignments = [.. end.Consignments, .. batch.Consignments],
            Records = [.. end.Records, .. batch.Records],
            Events = [.. end.Events, .. batch.Events],
            EndedTasks = [.. end.EndedTasks, .. batch.EndedTasks],
        };
    }
}
