using System.Globalization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Makes the links that follow from a change of hands.</summary>
public static class CustodyWriter
{
    /// <summary>One link for each paper, and none that the consignment wrote before: a change of hands told twice is one.</summary>
    /// <param name="links">Every link of the dossier so far, those of this batch too.</param>
    /// <param name="items">Ids of papers; null for all of the consignment.</param>
    public static IReadOnlyList<CustodyLink> Links(
        IReadOnlyList<CustodyLink> links, Consignment consignment, IReadOnlyCollection<string>? items, Holder giver, Holder taker, PostalStaff staff, DateTimeOffset at, DateTimeOffset receivedAt) =>
    [
        .. from item in Items(consignment, items)
           let chain = links.Where(link => link.Item == item).OrderBy(link => link.No).ToList()
           where !chain.Any(link => link.Number == consignment.Number && link.From == giver && link.To == taker)
           select CustodyLink.After(chain.LastOrDefault(), consignment.Dossier, item, giver, taker, consignment.Number, staff.Office, staff.Id, at, receivedAt),
    ];

    /// <summary>The papers that a postman fetched for a consignment; null where no scan says, so that it may be all of them.</summary>
    /// <param name="links">Every link of the dossier so far.</param>
    public static IReadOnlyCollection<string>? Fetched(IReadOnlyList<CustodyLink> links, Consignment consignment)
    {
        var fetched = links.Where(link => link.Number == consignment.Number && link is { From: Holder.Citizen, To: Holder.Postman }).Select(link => link.Item).ToHashSet(StringComparer.Ordinal);
        return fetched.Count == 0 ? null : [.. consignment.Papers.Select(paper => paper.Id).Where(id => fetched.Contains($"{consignment.Dossier}/{id}"))];
    }

    /// <summary>The items of a consignment: an envelope whose papers nobody listed is followed as one.</summary>
    /// <param name="items">Ids of papers; null for all of them.</param>
    internal static IEnumerable<string> Items(Consignment consignment, IReadOnlyCollection<string>? items) => consignment.Papers.Count == 0
        ? [string.Create(CultureInfo.InvariantCulture, $"{consignment.Dossier}/{(consignment.Direction is PostalDirection.Pickup ? 'P' : 'D')}{consignment.Sequence}")]
        : consignment.Papers.Where(paper => items?.Contains(paper.Id) ?? true).Select(paper => $"{consignment.Dossier}/{paper.Id}");
}
