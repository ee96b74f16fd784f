namespace Hub.Sandbox.Post;

/// <summary>A consignment and how it stands: what was told of it, what comes next, and the latest thing that happened (not the last one told).</summary>
internal sealed record ConsignmentState(Consignment Consignment, IReadOnlyList<TrackingEvent> History, ScheduledStep? Next)
{
    private static readonly HashSet<PostStep> BeforePickup = [PostStep.Draft, PostStep.Booked, PostStep.PickupAssigned, PostStep.PickupFailed];

    public TrackingEvent? Latest => History.Aggregate((TrackingEvent?)null, static (latest, told) => latest is null || told.HappenedAt >= latest.HappenedAt ? told : latest);

    public PostStep Step => Latest?.Step ?? PostStep.Draft;

    public int Code => Latest?.Code ?? PostStep.Draft.Code(Consignment.Dialect);

    public DateTimeOffset UpdatedAt => History.Count == 0 ? Consignment.BookedAt : History[^1].ReportedAt;

    public bool MayBeCancelled => !Consignment.IsCancelled && BeforePickup.Contains(Step);

    public bool MayBeCorrected => BeforePickup.Contains(Step) || Step is PostStep.PickedUp or PostStep.InTransit;
}
