using Hub.Core.Concurrency;
using Hub.Core.Inbox;
using Hub.Postal.Consignments;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// Applies tracking events, whoever brought them: feed, webhook, poll, a person. A page is one commit with its cursor, so that a page read again, torn off or
/// applied by two instances at once changes nothing twice.
/// </summary>
public sealed class TrackingService(IConsignments consignments, PostalFold fold, TimeProvider clock, ILogger<TrackingService> logger)
{
    private const int MaxTries = 6;

    /// <param name="events">In the order in which they were told. A terminal state that its bringer cannot prove must not be among them.</param>
    /// <param name="cursor">How far the feed is read with them; null where there is no feed.</param>
    public async Task<PostalApplied> ApplyAsync(IReadOnlyList<TrackingEvent> events, CursorMove? cursor, CancellationToken ct)
    {
        var applied = await Recompute.UntilStoredAsync(MaxTries, () => TryAsync(events, cursor, ct));
        if (applied is null)
        {
            logger.PageRefused(events.Count, MaxTries);
        }

        return applied ?? new PostalApplied { IsWritten = false };
    }

    /// <returns>Null when the store refused.</returns>
    private async Task<PostalApplied?> TryAsync(IReadOnlyList<TrackingEvent> events, CursorMove? cursor, CancellationToken ct)
    {
        var (draft, known) = await DraftAsync(events, ct);
        if ((draft.IsEmpty && (cursor is null || cursor.From == cursor.To)) || await consignments.CommitAsync(draft.ToBatch(cursor), ct))
        {
            foreach (var (@operator, count) in draft.UnknownCodes)
            {
                PostalTelemetry.CodesUnknown(@operator, count);
            }

            return Applied(draft, known);
        }

        return cursor is not null && await consignments.CursorAsync(cursor.Name, ct) != cursor.From ? new PostalApplied { IsWritten = false } : null;
    }

    private async Task<(PostalDraft Draft, int Known)> DraftAsync(IReadOnlyList<TrackingEvent> events, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fresh = await FreshAsync(events, ct);
        var draft = new PostalDraft(await consignments.FindAsync([.. fresh.Select(tracked => tracked.Number).Distinct(StringComparer.Ordinal)], ct));
        var waybills = new Dictionary<(string Operator, string Waybill), string>();

        var overtaken = ToldTime.Overtaken(events);

        // A page may tell the later first: by the acts' own times fewer tracking events come late. What has no certain time keeps its place among its like.
        foreach (var tracked in fresh.OrderBy(tracked => tracked.IsTimed ? tracked.At : DateTimeOffset.MaxValue))
        {
            if (draft.Present(tracked.Number) is not { } present)
            {
                draft.AddStranger(Stranger(tracked, now), tracked.IsReadable ? null : fold.Unreadable(tracked, null, now));
                continue;
            }

            var result = fold.Fold(present, await FreeWaybillAsync(present, tracked, waybills, ct), now, overtaken.Contains((tracked.Source, tracked.Key)));
            draft.Add(result);
            if (present.Waybill is null && result.Consignment.Waybill is { } waybill && S10.IsWrong(waybill))
            {
                logger.CheckDigitWrong(present.Number, waybill);
                draft.Note(PostalNotes.CheckDigit(present.Number, waybill, now));
            }
        }

        return (draft, events.Count - fresh.Count);
    }

    // Repeats within the page and of what is stored.
    private async Task<List<TrackingEvent>> FreshAsync(IReadOnlyList<TrackingEvent> events, CancellationToken ct)
    {
        var once = events.DistinctBy(tracked => (tracked.Source, tracked.Key)).ToList();
        var known = new HashSet<(string, string)>();
        foreach (var source in once.GroupBy(tracked => tracked.Source, StringComparer.Ordinal))
        {
            known.UnionWith((await consignments.KnownAsync(source.Key, [.. source.Select(tracked => tracked.Key)], ct)).Select(key => (source.Key, key)));
        }

        return [.. once.Where(tracked => !known.Contains((tracked.Source, tracked.Key)))];
    }

    // A waybill that another consignment bears would make the store refuse the whole page again and again.
    private async Task<TrackingEvent> FreeWaybillAsync(
        Consignment present, TrackingEvent tracked, Dictionary<(string Operator, string Waybill), string> given, CancellationToken ct)
    {
        if (present.Waybill is not null || tracked.Waybill is not { Length: > 0 } waybill || (present.Operator ?? present.Booking?.Operator) is not { } carrier)
        {
            return tracked;
        }

        if (!given.TryGetValue((carrier, waybill), out var holder))
        {
            holder = (await consignments.OfWaybillAsync(carrier, waybill, ct))?.Number ?? tracked.Number;
            given[(carrier, waybill)] = holder;
        }

        if (holder == tracked.Number)
        {
            return tracked;
        }

        logger.WaybillTaken(tracked.Number, waybill, holder);
        return tracked with { Waybill = null };
    }

    private static PostalRecord Stranger(TrackingEvent tracked, DateTimeOffset now) => new(
        tracked.Number, tracked.Source, tracked.Key, tracked.Kind, tracked.Code, tracked.IsKnown ? tracked.State : null, MoveVerdict.Unplaced, tracked.At, now, tracked.Place, tracked.Text, tracked.Raw);

    private static PostalApplied Applied(PostalDraft draft, int known) => new()
    {
        IsWritten = true,
        Known = known,
        Moved = draft.Count(MoveVerdict.Moved),
        Repeated = draft.Count(MoveVerdict.Repeated),
        Late = draft.Count(MoveVerdict.Late),
        Conflicts = draft.Count(MoveVerdict.Conflict),
        UnknownCodes = draft.Count(MoveVerdict.Unplaced),
        Strangers = draft.Strangers,
    };
}

/// <summary>What a page of tracking events came to.</summary>
public sealed record PostalApplied
{
    /// <summary>False: another reader moved the cursor meanwhile, or the store refused too often. Nothing was written; read again.</summary>
    public required bool IsWritten { get; init; }

    /// <summary>Tracking events that were stored before and were left out.</summary>
    public int Known { get; init; }

    public int Moved { get; init; }

    public int Repeated { get; init; }

    public int Late { get; init; }

    public int Conflicts { get; init; }

    /// <summary>Tracking events whose code no table holds.</summary>
    public int UnknownCodes { get; init; }

    /// <summary>Tracking events of orders that are not ours; they are kept.</summary>
    public int Strangers { get; init; }

    /// <summary>Whether anything was heard that was not known.</summary>
    public bool IsNews => Moved + Repeated + Late + Conflicts + UnknownCodes + Strangers > 0;
}
