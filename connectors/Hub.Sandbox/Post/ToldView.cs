namespace Hub.Sandbox.Post;

/// <summary>A report of the operator as the control API shows it.</summary>
internal sealed record ToldView(string Id, string Step, int Code, DateTimeOffset HappenedAt, DateTimeOffset ReportedAt, string Note)
{
    public static ToldView Of(TrackingEvent told) => new(told.Id, told.Step.Name(), told.Code, told.HappenedAt, told.ReportedAt, told.Note);
}
