using System.Text.Json;

namespace Hub.Sandbox.Postal;

/// <summary>A booking as the operator keeps it.</summary>
/// <param name="Seq">Order of booking over all dialects, from 1.</param>
/// <param name="OrderNumber">The customer's own number: unique for A and B, a mere remark for D.</param>
/// <param name="OrderHdrId">D's key of the order.</param>
/// <param name="OriginalId">D's key for correction and cancelling.</param>
/// <param name="Magic">The scripted life, three digits; empty for an ordinary one.</param>
/// <param name="Request">What was booked, corrections included.</param>
/// <param name="Schedule">In the order in which the operator will tell of it.</param>
internal sealed record Consignment(
    long Seq, PostDialect Dialect, string CustomerCode, string OrderNumber, string ItemCode, string OrderHdrId, string OriginalId, long CodAmount,
    DateTimeOffset BookedAt, string Magic, JsonElement Request, IReadOnlyList<ScheduledStep> Schedule, bool IsDraft = false, bool IsCancelled = false,
    int Cancels = 0, int Corrections = 0);

/// <summary>A step that is going to happen, and the moment at which the operator will tell of it, which may be later.</summary>
internal sealed record ScheduledStep(PostStep Step, int Code, DateTimeOffset HappensAt, DateTimeOffset ReportedAt, string Note = "");

/// <summary>What the operator has told about a consignment.</summary>
/// <param name="Id">24 hex digits; a later report has a greater one.</param>
/// <param name="Seq">The consignment's number.</param>
/// <param name="Next">How much of the consignment's schedule is done with this report.</param>
internal sealed record TrackingEvent(
    string Id, long Seq, PostStep Step, int Code, DateTimeOffset HappenedAt, DateTimeOffset ReportedAt, string Note, int Next);

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
