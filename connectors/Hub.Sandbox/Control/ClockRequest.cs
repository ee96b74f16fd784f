namespace Hub.Sandbox.Control;

/// <summary>Body of <c>POST /_twin/clock</c>.</summary>
internal sealed record ClockRequest(double? AdvanceSeconds);
