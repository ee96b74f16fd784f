namespace Hub.Sandbox.Post;

/// <summary>A step that is going to happen, and the moment at which the operator will tell of it, which may be later.</summary>
internal sealed record ScheduledStep(PostStep Step, int Code, DateTimeOffset HappensAt, DateTimeOffset ReportedAt, string Note = "");
