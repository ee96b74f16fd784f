using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.Postal.Booking;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// When the tables of an operator hold codes that they did not hold before, what was told under these codes is judged again, with the time of the act in the order
/// of the acts: of every consignment of the operator that may still move, page by page. A sign that is judged again has a key of its own, so an interrupted or
/// repeated review changes nothing twice. Then the tasks that asked for the codes are ended.
/// </summary>
public sealed class ReviewStep(string @operator, PostalTools tools, PostalBook book, ILogger<ReviewStep> logger) : IStep
{
    /// <summary>Names of these steps begin so; the operator's follows.</summary>
    public const string Prefix = "postal-review:";

    private const int Batch = 100;
    private const int SignsAtOnce = 1000;
    private const int MostTasks = 1000;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(10);
    private static readonly ConsignmentState[] Movable = [.. ConsignmentMoves.Table.Keys.Where(state => !ConsignmentMoves.IsFinal(state))];

    // How far the running review is; null between two.
    private string? _after;

    public string Name => Prefix + @operator;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (tools.Dialects.Find(@operator)?.Tables is not { } tables)
        {
            return null;
        }

        var cursor = await tools.Consignments.CursorAsync($"{@operator}/codes", ct);
        var answered = await AnsweredAsync(tables, ct);
        if (_after is null && answered.Count == 0 && cursor == tables.Digest)
        {
            return tools.Now + tools.Options.WatchEvery;
        }

        var page = await tools.Consignments.ListAsync(new ConsignmentFilter(@operator, States: Movable), _after, Batch, ct);
        foreach (var signs in (await SignsAsync(tables, page, ct)).Chunk(SignsAtOnce))
        {
            var applied = await book.ApplyAsync(signs, null, ct);
            logger.Reviewed(@operator, signs.Length, applied.Moved, applied.Known);
            if (!applied.IsWritten)
            {
                return tools.Now + AfterRefusal;
            }
        }

        if (page.Count == Batch)
        {
            _after = page[^1].Number;
            return tools.Now;
        }

        _after = null;
        var done = new PostalBatch { EndedTasks = answered, Cursor = cursor == tables.Digest ? null : new CursorMove($"{@operator}/codes", cursor, tables.Digest) };
        return tools.Now + (await tools.Consignments.CommitAsync(done, ct) ? tools.Options.WatchEvery : AfterRefusal);
    }

    // In order of consignment and act, so that a page cut in pieces keeps the order.
    private async Task<List<PostalSign>> SignsAsync(IPostalTables tables, IReadOnlyList<Consignment> page, CancellationToken ct)
    {
        var signs = new List<PostalSign>();
        foreach (var consignment in page)
        {
            signs.AddRange(
                from kept in await tools.Consignments.RecordsAsync(consignment.Number, ct)
                where kept is { Verdict: MoveVerdict.Unplaced, State: null }
                let sign = tables.Read(kept)
                where sign is { IsKnown: true }
                select sign with { Key = $"again/{sign.State?.Name()}/{sign.Key}" });
        }

        return signs;
    }

    private async Task<List<TaskEnd>> AnsweredAsync(IPostalTables tables, CancellationToken ct)
    {
        var open = await tools.Tasks.ListAsync(open: true, PostalTaskKinds.StatusUnknown, null, null, null, null, MostTasks, ct);
        return
        [
            .. from task in open
               where task.Subject.StartsWith($"{@operator}/", StringComparison.Ordinal) && tables.Knows(task.Subject[(@operator.Length + 1)..])
               select new TaskEnd(task.Kind, task.Subject, tools.Now, PostalCodes.Hub, "judged again"),
        ];
    }
}
