using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Payments.Booking;
using Hub.Payments.Model;

namespace Hub.Functions.Payments;

/// <summary>Fees with what was paid of them and the requests that ask for the rest.</summary>
internal sealed class FeeEndpoints(IPayments payments, TimeProvider clock) : IEndpointGroup
{
    public const string Tag = "fees";

    public void Map(RouteTable routes)
    {
        routes.Add(PaymentDoc.Readers, new Operation("listFees", Tag, "Các khoản thu / Fees")
        {
            Method = "GET",
            Path = "/fees",
            Parameters =
            [
                new("state", "Trạng thái / State", Values: [.. FeeStates.Table.Rows.Select(row => row.Name)]), new("dossier", "Mã hồ sơ / Dossier code"), Doc.Next, Doc.Limit,
            ],
            Response = typeof(FeeList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(PaymentDoc.Readers, new Operation("getFee", Tag, "Một khoản thu với các khoản tiền của nó / One fee with its payments")
        {
            Method = "GET",
            Path = "/fees/{id}",
            Parameters = [Doc.Path("id", "Mã hồ sơ, '/', số khoản thu; hoặc số khoản thu nếu chỉ có một / Dossier, '/', number of the fee; or the number where only one bears it")],
            Response = typeof(FeeView),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var state = query.Word("state", [.. FeeStates.Table.Rows.Select(row => (row.Name, row.State))]);
        var (dossier, after, limit) = (query.Text("dossier"), query.Text("after"), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var page = dossier is null ? await payments.FeesAsync(state, after, limit, http.RequestAborted)
            : [.. (await payments.FeesOfDossierAsync(dossier, http.RequestAborted)).Where(fee => (state is null || fee.State == state) && string.CompareOrdinal(fee.Id, after ?? "") > 0).Take(limit)];
        var views = new List<FeeView>(page.Count);
        foreach (var fee in page)
        {
            if (await payments.FileAsync(fee.Id, http.RequestAborted) is { } file)
            {
                views.Add(FeeView.Of(file, clock.GetUtcNow(), isWhole: false));
            }
        }

        await http.JsonAsync(new FeeList(views, page.Count == limit ? page[^1].Id : null), PaymentsJson.Wire.FeeList);
    }

    private async Task GetAsync(HttpContext http)
    {
        var id = RawPath.LastSegment(http);
        var file = await payments.FileAsync(id, http.RequestAborted)
            ?? (await payments.FeesOfNumberAsync(id, http.RequestAborted) is [var only] ? await payments.FileAsync(only.Id, http.RequestAborted) : null);
        if (file is null)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        await http.JsonAsync(FeeView.Of(file, clock.GetUtcNow(), isWhole: true), PaymentsJson.Wire.FeeView);
    }
}
