using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Reads chains of custody: whether each link is as it was written, whether each giver had what he gave, and whether a change of hands that must have been was scanned at all.</summary>
public static class CustodyCheck
{
    /// <param name="links">Every link of a dossier.</param>
    /// <param name="consignments">Every consignment of it: what the post says to have had must have been given to it.</param>
    public static IReadOnlyList<CustodyChain> Of(IReadOnlyList<CustodyLink> links, IReadOnlyList<Consignment> consignments)
    {
        var items = links.Select(link => link.Item).Concat(consignments.SelectMany(each => Passed(each, links)));
        return
        [
            .. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(item => Of(item, [.. links.Where(link => link.Item == item).OrderBy(link => link.No)], Unscanned(item, links, consignments))),
        ];
    }

    private static CustodyChain Of(string item, List<CustodyLink> links, IEnumerable<CustodyFault> unscanned)
    {
        var breaks = Breaks(links).ToList();
        var told = Told(links);
        return new CustodyChain(item, breaks.Count == 0, breaks.Count == 0 && told.Count > 0 ? told[^1].To : null, links, [.. breaks, .. Gaps(told), .. unscanned]);
    }

    // A device that was away tells late: who had it when is judged by the acts' own times, the hashes by the order of arrival.
    // One whose clock is ahead cannot have acted after the hub knew of it.
    private static List<CustodyLink> Told(IEnumerable<CustodyLink> links) => [.. links.OrderBy(link => link.At < link.ReceivedAt ? link.At : link.ReceivedAt).ThenBy(link => link.No)];

    private static IEnumerable<CustodyFault> Breaks(List<CustodyLink> links)
    {
        ReadOnlyMemory<byte> previous = new byte[32];
        var no = 1;
        foreach (var link in links)
        {
            if (link.No != no)
            {
                yield return new CustodyFault("break", no, $"Thiếu mắt xích số {no}.", $"Link {no} is missing.");
            }
            else if (!link.Previous.Span.SequenceEqual(previous.Span) || !link.Hash.Span.SequenceEqual(link.Digest()))
            {
                yield return new CustodyFault("break", link.No, $"Mắt xích số {link.No} không còn nguyên như khi ghi.", $"Link {link.No} is not as it was written.");
            }

            previous = link.Hash;
            no = link.No + 1;
        }
    }

    private static IEnumerable<CustodyFault> Gaps(List<CustodyLink> told)
    {
        Holder? holder = null;
        foreach (var link in told)
        {
            if (!Follows(holder, link))
            {
                yield return new CustodyFault(
                    "gap", link.No,
                    holder is { } had ? $"Mắt xích số {link.No}: người giao là {Vietnamese(link.From)} nhưng người đang giữ là {Vietnamese(had)}; thiếu một lần giao nhận ở giữa." : $"Mắt xích số {link.No}: không rõ bưu tá nhận từ ai.",
                    holder is { } has ? $"Link {link.No}: given by the {English(link.From)}, yet held by the {English(has)}; a hand-over between is missing." : $"Link {link.No}: nobody is known to have given it to the postman.");
            }

            holder = link.To;
        }
    }

    // A chain begins with whoever has papers of his own: the citizen or the agency.
    private static bool Follows(Holder? holder, CustodyLink link) => holder is null ? link.From is not Holder.Postman : link.From == holder;

    private static IEnumerable<CustodyFault> Unscanned(string item, IReadOnlyList<CustodyLink> links, IReadOnlyList<Consignment> consignments) =>
        from each in consignments
        where Passed(each, links).Contains(item)
        let hands = Hands(each)!.Value
        let chain = Told(links.Where(link => link.Item == item))
        where !chain.Any(link => link.Number == each.Number && link.From == hands.From && link.To == hands.To) && !IsToldByNext(chain, each)
        select new CustodyFault(
            "gap", chain.Count + 1,
            $"Bưu gửi {each.Number} ở trạng thái “{each.State.Text().Vi}” nhưng không có lần quét nào cho thấy {Vietnamese(hands.From)} giao cho {Vietnamese(hands.To)}.",
            $"Consignment {each.Number} is “{each.State.Text().En}”, yet no scan says that the {English(hands.From)} gave it to the {English(hands.To)}.");

    // The link after this consignment's last one shows the same gap already.
    private static bool IsToldByNext(List<CustodyLink> chain, Consignment each)
    {
        var last = chain.FindLastIndex(link => link.Number == each.Number);
        return last >= 0 && last + 1 < chain.Count && !Follows(chain[last].To, chain[last + 1]);
    }

    private static IEnumerable<string> Passed(Consignment each, IReadOnlyList<CustodyLink> links) =>
        Hands(each) is null ? [] : CustodyWriter.Items(each, each.Direction is PostalDirection.Pickup ? CustodyWriter.Fetched(links, each) : null);

    // The latest change of hands that must have been, by what is known of the consignment; null while the post had nothing of it.
    private static (Holder From, Holder To)? Hands(Consignment each) => (each.State, each.Direction) switch
    {
        (ConsignmentState.Requested or ConsignmentState.Booked or ConsignmentState.PickupAssigned or ConsignmentState.PickupFailed or ConsignmentState.Cancelled, _) => null,
        (ConsignmentState.Delivered, PostalDirection.Pickup) or (ConsignmentState.Returned, PostalDirection.Delivery) => (Holder.Postman, Holder.Clerk),
        (ConsignmentState.Delivered, _) or (ConsignmentState.Returned, _) => (Holder.Postman, Holder.Citizen),
        (_, PostalDirection.Pickup) => (Holder.Citizen, Holder.Postman),
        _ => (Holder.Clerk, Holder.Postman),
    };

    private static string Vietnamese(Holder holder) => holder switch
    {
        Holder.Citizen => "người dân",
        Holder.Clerk => "cán bộ một cửa",
        _ => "bưu tá",
    };

    private static string English(Holder holder) => holder.ToString().ToLowerInvariant();
}

/// <summary>The chain of one paper or envelope, read and checked.</summary>
/// <param name="Item">Dossier code, <c>/</c>, paper id.</param>
/// <param name="Holds">No hash is broken; there may be gaps.</param>
/// <param name="Holder">Who has it, as far as was told; null when that cannot be said.</param>
public sealed record CustodyChain(string Item, bool Holds, Holder? Holder, IReadOnlyList<CustodyLink> Links, IReadOnlyList<CustodyFault> Faults);

/// <summary>Where a chain of custody does not hold.</summary>
/// <param name="Kind"><c>gap</c>: who gave it was not who had it, or the post tells of a change of hands that nobody scanned; <c>break</c>: a link was changed, or is missing.</param>
/// <param name="No">The link at which it shows; one more than there are where a scan is missing at the end.</param>
public sealed record CustodyFault(string Kind, int No, string Vi, string En);
