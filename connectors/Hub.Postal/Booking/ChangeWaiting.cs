using Hub.Core.Outbox;
using Hub.Core.Tasks;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Postal.Booking;

/// <summary>
/// A cancelling or redirecting that the operator took down and has yet to decide on. What it is asked by is stored, so that each further attempt asks for the decision
/// and not for the change again; a person is told when it takes longer than a task may.
/// </summary>
internal static class ChangeWaiting
{
    public static bool IsOf(ChangeTry change, PostalRequest request) => change.RequestSource == request.Source && change.RequestId == request.Id;

    /// <returns>Null when the consignment moved meanwhile.</returns>
    public static async Task<Outcome?> NotedAsync(PostalContext context, Consignment target, PostalRequest request, string caseId, CancellationToken ct)
    {
        var now = context.Now;
        var begun = target.Change is { } known && IsOf(known, request) ? known with { Case = caseId } : new ChangeTry(request.Source, request.Id, caseId, now);
        var batch = begun == target.Change ? new PostalBatch() : new PostalBatch
        {
            Consignments = [target with { Change = begun }],
            Records = [PostalNotes.Of(target, "change-waits", null, now, $"{target.Operator}: {caseId}")],
        };
        if (context.Watch.Days(begun.At, context.Options.Deadlines.Task) <= now)
        {
            var (task, told) = context.Alerts.Raise(PostalSentences.ChangeWaiting(target, caseId, context.Options), $"{target.Number}/{begun.At.UtcTicks}", target, now);
            batch = batch with { Tasks = [task], Events = [told] };
        }

        return batch is { Consignments.Count: 0, Tasks.Count: 0 } || await context.Consignments.CommitAsync(batch, ct)
            ? new Outcome.Defer(PostalReplies.Waits(target.Operator, caseId), now + context.Options.PersonPause)
            : null;
    }

    /// <summary>The operator decided against it.</summary>
    /// <returns>False when the consignment moved meanwhile.</returns>
    public static Task<bool> EndedAsync(PostalContext context, Consignment target, CancellationToken ct) => context.Consignments.CommitAsync(
        new PostalBatch { Consignments = [target with { Change = null }], EndedTasks = Ended(target, "refused", context.Now) }, ct);

    public static IReadOnlyList<TaskEnd> Ended(Consignment target, string result, DateTimeOffset now) =>
        target.Change is null ? [] : [new TaskEnd(PostalTaskKinds.ChangeWaiting, target.Number, now, PostalCodes.Hub, result)];
}

/// <summary>What one request has heard from the operator, however often it is computed anew: the consignment may move between the answer and its writing down, and nobody is asked twice.</summary>
internal sealed class Asked
{
    /// <summary>The operator has done it.</summary>
    public bool IsDone { get; set; }

    /// <summary>The operator took it down under this case.</summary>
    public string? Case { get; set; }
}
