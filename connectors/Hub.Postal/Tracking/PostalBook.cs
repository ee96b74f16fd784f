using Hub.Core.Inbox;
using Hub.Postal.Consignments;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Tracking;

/// <summary>
/// Applies signs, whoever brought them: feed, webhook, poll, a person. A page is one commit with its cursor, so that a page read again, torn off or
/// applied by two instances at once changes nothing twice.
/// </summary>
public sealed class PostalBook(IConsignments consignments, PostalFold fold, TimeProvider clock, ILogger<PostalBook> logger)
{
    private const int MaxTries = 6;

    /// <param name="signs">In the order in which they were told. A terminal state that its bringer cannot prove must not be among them.</param>
    /// <param name="cursor">How far the feed is read with them; null where there is no feed.</param>
    public async Task<PostalApplied> ApplyAsync(IReadOnlyList<PostalSign> signs, CursorMove? cursor, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var (draft, known) = await DraftAsync(signs, ct);
            if ((draft.IsEmpty && (cursor is null || cursor.From == cursor.To)) || await consignments.CommitAsync(draft.ToBatch(cursor), ct))
            {
                foreach (var (@operator, count) in draft.UnknownCodes)
                {
                    PostalTelemetry.CodesUnknown(@operator, count);
                }

                return Applied(draft, known);
            }

            if (cursor is not null && await consignments.CursorAsync(cursor.Name, ct) != cursor.From)
            {
                return new PostalApplied { IsWritten = false };
            }
        }

        logger.PageRefused(signs.Count, MaxTries);
        return new PostalApplied { IsWritten = false };
    }

    private async Task<(PostalDraft Draft, int Known)> DraftAsync(IReadOnlyList<PostalSign> signs, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fresh = await FreshAsync(signs, ct);
        var draft = new PostalDraft(await consignments.FindAsync([.. fresh.Select(sign => sign.Number).Distinct(StringComparer.Ordinal)], ct));
        var waybills = new Dictionary<(string Operator, string Waybill), string>();

        // A page may tell the later first: by the acts' own times fewer signs come late.
        foreach (var sign in fresh.OrderBy(sign => sign.At))
        {
            if (draft.Present(sign.Number) is not { } present)
            {
                draft.AddStranger(Stranger(sign, now));
                continue;
            }

            var result = fold.Fold(present, await FreeWaybillAsync(present, sign, waybills, ct), now);
            draft.Add(result);
            if (present.Waybill is null && result.Consignment.Waybill is { } waybill && S10.IsWrong(waybill))
            {
                logger.CheckDigitWrong(present.Number, waybill);
                draft.Note(PostalNotes.CheckDigit(present.Number, waybill, now));
            }
        }

        return (draft, signs.Count - fresh.Count);
    }

    // Repeats within the page and of what is stored.
    private async Task<List<PostalSign>> FreshAsync(IReadOnlyList<PostalSign> signs, CancellationToken ct)
    {
        var once = signs.DistinctBy(sign => (sign.Source, sign.Key)).ToList();
        var known = new HashSet<(string, string)>();
        foreach (var source in once.GroupBy(sign => sign.Source, StringComparer.Ordinal))
        {
            known.UnionWith((await consignments.KnownAsync(source.Key, [.. source.Select(sign => sign.Key)], ct)).Select(key => (source.Key, key)));
        }

        return [.. once.Where(sign => !known.Contains((sign.Source, sign.Key)))];
    }

    // A waybill that another consignment bears would make the store refuse the whole page again and again.
    private async Task<PostalSign> FreeWaybillAsync(
        Consignment present, PostalSign sign, Dictionary<(string Operator, string Waybill), string> given, CancellationToken ct)
    {
        if (present.Waybill is not null || sign.Waybill is not { Length: > 0 } waybill || (present.Operator ?? present.Booking?.Operator) is not { } carrier)
        {
            return sign;
        }

        if (!given.TryGetValue((carrier, waybill), out var holder))
        {
            holder = (await consignments.OfWaybillAsync(carrier, waybill, ct))?.Number ?? sign.Number;
            given[(carrier, waybill)] = holder;
        }

        if (holder == sign.Number)
        {
            return sign;
        }

        logger.WaybillTaken(sign.Number, waybill, holder);
        return sign with { Waybill = null };
    }

    private static PostalRecord Stranger(PostalSign sign, DateTimeOffset now) => new(
        sign.Number, sign.Source, sign.Key, sign.Kind, sign.Code, sign.IsKnown ? sign.State : null, MoveVerdict.Unplaced, sign.At, now, sign.Place, sign.Text, sign.Raw);

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
