namespace Hub.Sandbox.Post;

/// <summary>What the operator has told about a consignment.</summary>
/// <param name="Id">24 hex digits; a later report has a greater one.</param>
/// <param name="Seq">The consignment's number.</param>
/// <param name="Next">How much of the consignment's schedule is done with this report.</param>
internal sealed record TrackingEvent(
    string Id, long Seq, PostStep Step, int Code, DateTimeOffset HappenedAt, DateTimeOffset ReportedAt, string Note, int Next);
