using Hub.Core.Calendar;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Watching;

/// <summary>When somebody must look if nothing is heard.</summary>
public sealed class PostalWatch(PostalOptions options, WorkingCalendar calendar)
{
    /// <param name="heardAt">When the latest thing told of it happened; for a lost or returned one, when it was known.</param>
    /// <returns>Null where nothing more is expected.</returns>
    public DateTimeOffset? After(ConsignmentState state, DateTimeOffset heardAt) => state switch
    {
        ConsignmentState.Lost => calendar.After(heardAt, options.Deadlines.LostAnswered),
        ConsignmentState.Returned => calendar.After(heardAt, options.Deadlines.ReturnArranged),
        _ => options.Silence.DaysOf(state) is { } days ? calendar.After(heardAt, days) : null,
    };

    /// <summary>So many working days after a moment.</summary>
    public DateTimeOffset Days(DateTimeOffset from, int days) => calendar.After(from, days);
}
