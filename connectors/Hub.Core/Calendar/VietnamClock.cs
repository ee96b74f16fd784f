namespace Hub.Core.Calendar;

/// <summary>The clock of everybody the hub serves. Vietnam has had no summer time since 1975, so an offset is enough.</summary>
public static class VietnamClock
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);
}
