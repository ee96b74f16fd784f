namespace Hub.Core.Steps;

/// <summary>How this machine's clock stands to the database's, by which other instances live too.</summary>
/// <param name="Lead">Ahead; negative: behind. Null where there is no other clock.</param>
/// <param name="IsNoticeable">More than machines differ that are set by NTP.</param>
/// <param name="IsOff">So much that this instance would take from the others what they are delivering, or they from it.</param>
public sealed record ClockReading(TimeSpan? Lead, bool IsNoticeable, bool IsOff);
