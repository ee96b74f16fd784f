using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// When the tables of an operator hold codes that they did not hold before, what was told under these codes is judged again, with the time of the act in the order
/// of the acts: of every consignment of the operator that may still move, page by page. A tracking event that is judged again has a key of its own, so an interrupted or
/// repeated review changes nothing twice. Then the tasks that asked for the codes are ended.
/// </summary>
public sealed class ReviewStep(string @operator, PostalContext context, TrackingService tracking, ILogger<ReviewStep> logger) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-review:";

    private const int Batch = 100;
    private const int EventsAtOnce = 1000;
    private const int MostTasks = 1000;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(10);
    private static readonly ConsignmentState[] Movable = [.. ConsignmentMoves.Table.Keys.Where(state => !ConsignmentMoves.IsFinal(state))];

    // How far the running review is; null between two.
    private string? _after;

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (context.Dialects.Find(@operator)?.Tables is not { } tables)
        {
            return null;
        }

        var cursor = await context.Consignments.CursorAsync($"{@operator}/codes", ct);
        var answered = await AnsweredAsync(tables, ct);
        if (_after is null && answered.Count == 0 && cursor == tables.Digest)
        {
            return context.Now + context.Options.WatchEvery;
        }

        var page = await context.Consignments.ListAsync(new ConsignmentFilter(@operator, States: Movable), _after, Batch, ct);
        foreach (var events in (await EventsAsync(tables, page, ct)).Chunk(EventsAtOnce))
        {
            var applied = await tracking.ApplyAsync(events, null, ct);
            logger.Reviewed(@operator, events.Length, applied.Moved, applied.Known);
            if (!applied.IsWritten)
            {
                return context.Now + AfterRefusal;
            }
        }

        if (page.Count == Batch)
        {
            _after = page[^1].Number;
            return context.Now;
        }

        _after = null;
        var done = new PostalBatch { EndedTasks = answered, Cursor = cursor == tables.Digest ? null : new CursorMove($"{@operator}/codes", cursor, tables.Digest) };
        return context.Now + (await context.Consignments.CommitAsync(done, ct) ? context.Options.WatchEvery : AfterRefusal);
    }

    // In order of consignment and act, so that a page cut in pieces keeps the order.
    private async Task<List<TrackingEvent>> EventsAsync(IPostalTables tables, IReadOnlyList<Consignment> page, CancellationToken ct)
    {
        var events = new List<TrackingEvent>();
        foreach (var consignment in page)
        {
            events.AddRange(
                from kept in await context.Consignments.RecordsAsync(consignment.Number, ct)
                where kept is { Verdict: MoveVerdict.Unplaced, State: null }
                let tracked = tables.Read(kept)
                where tracked is { IsKnown: true }
                select tracked with { Key = $"again/{tracked.State?.Name()}/{tracked.Key}" });
        }

        return events;
    }

    private async Task<List<TaskEnd>> AnsweredAsync(IPostalTables tables, CancellationToken ct)
    {
        var open = await context.Tasks.ListAsync(open: true, PostalTaskKinds.StatusUnknown, null, null, null, null, MostTasks, ct);
        return
        [
            .. from task in open
               where task.Subject.StartsWith($"{@operator}/", StringComparison.Ordinal) && tables.Knows(task.Subject[(@operator.Length + 1)..])
               select new TaskEnd(task.Kind, task.Subject, context.Now, PostalCodes.Hub, "judged again"),
        ];
    }
}
