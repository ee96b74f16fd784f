namespace Hub.Postal.Consignments;

/// <summary>A booking that was begun at an operator and not yet known to have succeeded or failed.</summary>
/// <param name="At">Before the first byte was sent.</param>
public sealed record BookingTry(string Operator, DateTimeOffset At);
