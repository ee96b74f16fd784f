using System.Collections.Concurrent;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Ranges;

/// <summary>
/// Gets waybill numbers from an operator that allots ranges through its interface. What it allotted and the hub does not hold comes first, so that a range
/// whose answer was lost is neither lost nor asked for twice. Instances that fetch at once may get a range each; both are kept and used.
/// </summary>
public sealed class RangeService(PostalContext context, ILogger<RangeService> logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public bool CanFetch(string @operator) => context.Dialects.Find(@operator) is IRangeSource;

    /// <param name="quantity">Numbers of a new range, 1 to <see cref="WaybillRange.MaxQuantity"/>.</param>
    /// <param name="audit">Makes the line that is written with a range of this id.</param>
    public async Task<RangeFetch> FetchAsync(string @operator, int quantity, Func<string, AuditEntry> audit, CancellationToken ct)
    {
        if (context.Dialects.Find(@operator) is not IRangeSource source)
        {
            return new RangeFetch { Fault = RangeFault.Unable };
        }

        var gate = _gates.GetOrAdd(@operator, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            var listed = await TakeOverAsync(source, @operator, audit, ct);
            var fetched = listed.Fault is null && listed.TakenOver.Count == 0 ? await AskAsync(source, @operator, quantity, audit, listed, ct) : listed;
            if (fetched.Fault is null)
            {
                logger.RangesFetched(@operator, fetched.TakenOver.Count, fetched.Fetched?.Id ?? "-");
                await SettleAsync(@operator, ct);
            }
            else
            {
                logger.RangesNotFetched(@operator, fetched.Fault.Value, fetched.Text ?? "-");
            }

            return fetched;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends the tasks that asked for numbers where there are enough again.</summary>
    public async Task SettleAsync(string @operator, CancellationToken ct)
    {
        var left = (await context.Consignments.RangesAsync(@operator, ct)).Sum(range => range.Left);
        List<string> settled = [.. left > 0 ? [PostalTaskKinds.RangeEmpty] : (string[])[], .. left > context.Options.Operators[@operator].RangeLowWater ? [PostalTaskKinds.RangeLow] : (string[])[]];
        if (settled.Count > 0)
        {
            var ended = settled.Select(kind => new TaskEnd(kind, @operator, context.Now, PostalCodes.Hub, $"{left} numbers"));
            await context.Consignments.CommitAsync(new PostalBatch { EndedTasks = [.. ended] }, ct);
        }
    }

    private async Task<RangeFetch> TakeOverAsync(IRangeSource source, string @operator, Func<string, AuditEntry> audit, CancellationToken ct)
    {
        var reply = await source.ListRangesAsync(ct);
        if (reply is not PostalReply<AllottedRanges>.Ok { Value: var allotted })
        {
            await context.KeepUnreadAsync(reply, @operator, "ranges", null, ct);
            var (fault, text) = Fault(reply, isWrite: false);
            return new RangeFetch { Fault = fault, Text = text };
        }

        var held = await context.Consignments.RangesAsync(@operator, ct);
        var (taken, leftOut) = (new List<WaybillRange>(), allotted.Unreadable.Select(id => new RangeLeftOut(id, RangeFlaw.Unreadable)).ToList());
        foreach (var (range, used) in allotted.Ranges.Where(each => !held.Any(own => Covers(own, each.Range)) && !(each.Used >= each.Range.Left)))
        {
            if (used > 0)
            {
                leftOut.Add(new RangeLeftOut(range.Id, RangeFlaw.UsedElsewhere));
            }
            else if (await AddAsync(range, audit, ct))
            {
                taken.Add(range);
            }
            else
            {
                leftOut.Add(new RangeLeftOut(range.Id, RangeFlaw.Overlaps));
            }
        }

        var isUnclear = taken.Count == 0 && allotted.Unreadable.Count > 0;
        return new RangeFetch { TakenOver = taken, LeftOut = leftOut, Fault = isUnclear ? RangeFault.ListUnreadable : null, Text = isUnclear ? string.Join(", ", allotted.Unreadable) : null };
    }

    private async Task<RangeFetch> AskAsync(IRangeSource source, string @operator, int quantity, Func<string, AuditEntry> audit, RangeFetch listed, CancellationToken ct)
    {
        var reply = await source.FetchRangeAsync(quantity, ct);
        if (reply is PostalReply<WaybillRange>.Ok { Value: var range })
        {
            return await AddAsync(range, audit, ct)
                ? listed with { Fetched = range }
                : listed with { LeftOut = [.. listed.LeftOut, new RangeLeftOut(range.Id, RangeFlaw.Overlaps)], Fault = RangeFault.Refused, Text = range.Id };
        }

        await context.KeepUnreadAsync(reply, @operator, "ranges", null, ct);
        var (fault, text) = Fault(reply, isWrite: true);
        if (fault is RangeFault.AnswerLost && await TakeOverAsync(source, @operator, audit, ct) is { TakenOver.Count: > 0 } found)
        {
            return found;
        }

        return listed with { Fault = fault, Text = text };
    }

    /// <returns>True when the hub holds it now, whoever added it.</returns>
    private async Task<bool> AddAsync(WaybillRange range, Func<string, AuditEntry> audit, CancellationToken ct) =>
        await context.Consignments.AddRangeAsync(range, audit(range.Id), ct)
        || (await context.Consignments.RangesAsync(range.Operator, ct)).Any(own => own.Id == range.Id && Covers(own, range));

    // A person may have added it under an id of their own.
    private static bool Covers(WaybillRange own, WaybillRange told) =>
        (own.Prefix, own.Suffix, own.Digits, own.HasCheckDigit) == (told.Prefix, told.Suffix, told.Digits, told.HasCheckDigit) && own.First <= told.First && own.Last >= told.Last;

    private static (RangeFault Fault, string? Text) Fault<T>(PostalReply<T> reply, bool isWrite) => reply switch
    {
        PostalReply<T>.Down down => (isWrite && down.MayHaveEffect ? RangeFault.AnswerLost : RangeFault.Away, down.Text),
        PostalReply<T>.Busy busy => (RangeFault.Away, busy.Text),
        PostalReply<T>.LoginRefused refused => (RangeFault.LoginRefused, refused.Text),
        PostalReply<T>.Refused refused => (RangeFault.Refused, refused.Text),
        PostalReply<T>.NotFound missing => (RangeFault.Refused, missing.Text),
        PostalReply<T>.AlreadyThere there => (RangeFault.Refused, there.Text),
        _ => (RangeFault.Unable, null),
    };
}
