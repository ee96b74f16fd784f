using Hub.Core.Post;

namespace Hub.Postal.Acts;

/// <summary>Reads chains of custody: whether each link is as it was written, and whether each giver had what he gave.</summary>
public static class CustodyCheck
{
    public static IReadOnlyList<CustodyChain> Of(IReadOnlyList<CustodyLink> links) =>
        [.. links.GroupBy(link => link.Item, StringComparer.Ordinal).OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => Of(item.Key, [.. item.OrderBy(link => link.No)]))];

    private static CustodyChain Of(string item, List<CustodyLink> links)
    {
        var breaks = Breaks(links).ToList();

        // A device that was away tells late: who had it when is judged by the acts' own times, the hashes by the order of arrival.
        var told = links.OrderBy(link => link.At).ThenBy(link => link.No).ToList();
        return new CustodyChain(item, breaks.Count == 0, breaks.Count == 0 ? told[^1].To : null, links, [.. breaks, .. Gaps(told)]);
    }

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
            if (holder is null ? link.From is Holder.Postman : link.From != holder)
            {
                yield return new CustodyFault(
                    "gap", link.No,
                    holder is { } had ? $"Mắt xích số {link.No}: người giao là {Vietnamese(link.From)} nhưng người đang giữ là {Vietnamese(had)}; thiếu một lần giao nhận ở giữa." : $"Mắt xích số {link.No}: không rõ bưu tá nhận từ ai.",
                    holder is { } has ? $"Link {link.No}: given by the {English(link.From)}, yet held by the {English(has)}; a hand-over between is missing." : $"Link {link.No}: nobody is known to have given it to the postman.");
            }

            holder = link.To;
        }
    }

    private static string Vietnamese(Holder holder) => holder switch
    {
        Holder.Citizen => "người dân",
        Holder.Clerk => "cán bộ một cửa",
        _ => "bưu tá",
    };

    private static string English(Holder holder) => holder.ToString().ToLowerInvariant();
}
