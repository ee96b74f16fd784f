using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;

namespace Hub.Postal.Tracking;

/// <summary>What one tracking event came to. All of it is written together, or nothing.</summary>
/// <param name="Consignment">As it is now; the same instance when the tracking event changed nothing.</param>
/// <param name="Record">The tracking event as it is kept.</param>
public sealed record FoldResult(Consignment Consignment, MoveVerdict Verdict, PostalRecord Record)
{
    public IReadOnlyList<Submission> Events { get; init; } = [];

    public IReadOnlyList<WorkTask> Tasks { get; init; } = [];

    public IReadOnlyList<TaskEnd> EndedTasks { get; init; } = [];

    /// <summary>The result alone as a batch, to which an act adds its proof, cash and custody.</summary>
    /// <param name="before">What it was folded from.</param>
    public PostalBatch ToBatch(Consignment before) => new()
    {
        Consignments = ReferenceEquals(before, Consignment) ? [] : [Consignment],
        Records = [Record],
        Events = Events,
        Tasks = Tasks,
        EndedTasks = EndedTasks,
    };
}
