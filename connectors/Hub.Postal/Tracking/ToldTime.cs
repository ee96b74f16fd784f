using Hub.Postal.Consignments;

namespace Hub.Postal.Tracking;

/// <summary>
/// The one rule for times that partners tell, whatever the dialect and whatever state they tell of: what happened is kept as it was told; a time that cannot be read or
/// cannot be true moves nothing into the past or the future, and a person is told.
/// </summary>
internal static class ToldTime
{
    // For consignments of which it was not noted when they were asked for.
    private static readonly TimeSpan BeforeBooking = TimeSpan.FromDays(1);

    /// <returns>Null for a time that can be believed.</returns>
    public static TimeDoubt? Of(Consignment present, TrackingEvent tracked, DateTimeOffset receivedAt) =>
        !tracked.IsTimed ? TimeDoubt.Unreadable
        : tracked.At > receivedAt + ConsignmentMoves.Ahead ? TimeDoubt.Ahead
        : tracked.At < Earliest(present, receivedAt) ? TimeDoubt.BeforeRequest
        : null;

    /// <summary>
    /// Whether a doubted tracking event is judged at all, as of its receipt. What an operator's system dates before the request may be another order's. Where something of a
    /// certain time was told after it, it is not needed, unless it ends the way.
    /// </summary>
    public static bool IsJudged(TimeDoubt doubt, TrackingEvent tracked, bool isOvertaken) =>
        (doubt is not TimeDoubt.BeforeRequest || tracked.Kind is not PostalRecordKind.Tracking)
        && (!isOvertaken || tracked.State is not { } state || ConsignmentMoves.IsOver(state));

    /// <summary>Of a page, those of no certain time after which something of a certain time was told of the same consignment.</summary>
    /// <param name="events">In the order in which they were told.</param>
    public static IReadOnlySet<(string Source, string Key)> Overtaken(IReadOnlyList<TrackingEvent> events)
    {
        var (later, overtaken) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(string, string)>());
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i] is { IsTimed: true, State: not null })
            {
                later.Add(events[i].Number);
            }
            else if (!events[i].IsTimed && later.Contains(events[i].Number))
            {
                overtaken.Add((events[i].Source, events[i].Key));
            }
        }

        return overtaken;
    }

    // A request that lies ahead was noted by a clock that has been put back since.
    private static DateTimeOffset Earliest(Consignment present, DateTimeOffset receivedAt) =>
        present.RequestedAt is { } asked && asked <= receivedAt ? asked - ConsignmentMoves.Skew
        : present.RequestedAt is not null ? receivedAt - BeforeBooking
        : (present.BookedAt ?? present.Booking?.At) is { } booked ? booked - BeforeBooking
        : DateTimeOffset.MinValue;
}
