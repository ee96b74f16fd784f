using Hub.Core.Dossiers;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>What the post has of a dossier.</summary>
internal sealed class DossierPostEndpoints(IConsignments consignments, PlaceNames places, IDossiers dossiers) : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        var readers = Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin);
        var code = Doc.Path("code", "Mã hồ sơ / The dossier code");
        routes.Add(readers, new Operation("listConsignments", "dossiers", "Các bưu gửi của hồ sơ / The dossier's consignments")
        {
            Method = "GET",
            Path = "/dossiers/{code}/consignments",
            Parameters = [code],
            Response = typeof(ConsignmentList),
            Problems = [ProblemKinds.NotFound],
        }, ConsignmentsAsync);
        routes.Add(readers, new Operation("getCustody", "dossiers", "Chuỗi giao nhận của từng giấy tờ / The chain of custody of each paper")
        {
            Method = "GET",
            Path = "/dossiers/{code}/custody",
            Parameters = [code],
            Response = typeof(CustodyView),
            Problems = [ProblemKinds.NotFound],
        }, CustodyAsync);
    }

    private async Task ConsignmentsAsync(HttpContext http)
    {
        var code = RawPath.Segment(http, 1);
        var found = await consignments.OfDossierAsync(code, http.RequestAborted);
        if (found.Count == 0 && await dossiers.FindAsync(code, http.RequestAborted) is null)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var sight = Visit.Of(http).Sight();
        await http.JsonAsync(new ConsignmentList(code, [.. (await places.AddAsync(found, http.RequestAborted)).Select(each => PostalViews.Of(each, sight))]), PostalJson.Wire.ConsignmentList);
    }

    private async Task CustodyAsync(HttpContext http)
    {
        var code = RawPath.Segment(http, 1);
        var links = await consignments.CustodyAsync(code, http.RequestAborted);
        var found = await consignments.OfDossierAsync(code, http.RequestAborted);
        if (links.Count == 0 && found.Count == 0 && await dossiers.FindAsync(code, http.RequestAborted) is null)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var chains = CustodyCheck.Of(links, found);
        await http.JsonAsync(
            new CustodyView(code, chains.All(chain => chain.Holds), chains.Sum(chain => chain.Faults.Count(fault => fault.Kind is "gap")), [.. chains.Select(View)]), PostalJson.Wire.CustodyView);
    }

    private static CustodyChainView View(CustodyChain chain) =>
        new(chain.Item, chain.Holds, chain.Holder is { } holder ? Name(holder) : null, [.. chain.Links.Select(View)], chain.Faults);

    private static CustodyLinkView View(CustodyLink link) => new(
        link.No, Name(link.From), Name(link.To), link.Number, link.Office, link.By, link.At, link.ReceivedAt, Convert.ToHexStringLower(link.Hash.Span));

    private static string Name(Holder holder) => holder.ToString().ToLowerInvariant();
}

/// <summary>Who had each paper of a dossier when.</summary>
/// <param name="Holds">No link of any chain was changed or is missing; there may be gaps.</param>
public sealed record CustodyView(string Dossier, bool Holds, int Gaps, IReadOnlyList<CustodyChainView> Chains);

/// <param name="Item">Dossier code, <c>/</c>, paper id.</param>
/// <param name="Holder">Who has it, as far as was told; absent when a link is broken.</param>
/// <param name="Faults">Gaps and breaks.</param>
public sealed record CustodyChainView(string Item, bool Holds, string? Holder, IReadOnlyList<CustodyLinkView> Links, IReadOnlyList<CustodyFault> Faults);

/// <param name="From"><c>citizen</c>, <c>clerk</c> or <c>postman</c>.</param>
/// <param name="Number">The consignment.</param>
/// <param name="Hash">SHA-256 over this link and the one before, lower-case hex.</param>
public sealed record CustodyLinkView(int No, string From, string To, string Number, string? Office, string By, DateTimeOffset At, DateTimeOffset ReceivedAt, string Hash);
