using System.Globalization;
using Hub.Core.Calendar;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Payments.Booking;

namespace Hub.Functions.Payments;

/// <summary>The money that came in, in the order of booking, and the ledger by account and day.</summary>
internal sealed class PaymentEndpoints(IPayments payments, TimeProvider clock) : IEndpointGroup
{
    private const int MaxDays = 366;
    private const int UsualDays = 31;

    public void Map(RouteTable routes)
    {
        routes.Add(PaymentDoc.Readers, new Operation("listPayments", PaymentDoc.Tag, "Các khoản tiền đã nhận, theo thứ tự ghi sổ / Money that came in, in the order of booking")
        {
            Method = "GET",
            Path = "/payments",
            Parameters = [Doc.After, Doc.Limit],
            Response = typeof(PaymentList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(PaymentDoc.Readers, new Operation("getLedger", PaymentDoc.Tag, "Sổ tiền theo tài khoản và ngày, kèm kiểm tra bảo toàn / The ledger by account and day, with the check that money is conserved")
        {
            Method = "GET",
            Path = "/payments/ledger",
            Parameters = [new("from", "Từ ngày (yyyy-MM-dd), mặc định 31 ngày gần nhất / First day, the last 31 days where it is left out"), new("to", "Đến hết ngày / Last day")],
            Response = typeof(LedgerView),
            Problems = [ProblemKinds.InvalidRequest],
        }, LedgerAsync);
        routes.Add(PaymentDoc.Readers, new Operation("getPayment", PaymentDoc.Tag, "Một khoản tiền với lịch sử của nó / One payment with its history")
        {
            Method = "GET",
            Path = "/payments/{id}",
            Parameters = [Doc.Path("id", "Mã khoản tiền / The payment's id")],
            Response = typeof(PaymentView),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (after, limit) = (query.After(), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var page = await payments.PaymentsAsync(after, limit, http.RequestAborted);
        await http.JsonAsync(
            new PaymentList([.. page.Select(each => PaymentView.Of(each.Payment, each.Seq))], page.Count == limit ? page[^1].Seq : null), PaymentsJson.Wire.PaymentList);
    }

    private async Task GetAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (await payments.PaymentAsync(id, http.RequestAborted) is not { } payment)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        await http.JsonAsync(PaymentView.Of(payment, moves: await payments.MovesAsync(id, http.RequestAborted)), PaymentsJson.Wire.PaymentView);
    }

    private async Task LedgerAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (first, last) = (query.Text("from"), query.Text("to"));
        var to = last is null ? VietnamClock.DayOf(clock.GetUtcNow()) : Day(last);
        var from = first is null ? to?.AddDays(1 - UsualDays) : Day(first);
        var problem = query.Problem
            ?? (from is null || to is null || to < from || to.Value.DayNumber - from.Value.DayNumber >= MaxDays
                ? Problem.Invalid(from is null ? "from" : "to", "date", ($"Kỳ viết yyyy-MM-dd, từ 1 đến {MaxDays} ngày.", $"A period is written yyyy-MM-dd and has 1 to {MaxDays} days."))
                : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        await http.JsonAsync(
            new LedgerView(from!.Value, to!.Value, await payments.LedgerAsync(from.Value, to.Value, http.RequestAborted), await payments.FaultsAsync(http.RequestAborted)), PaymentsJson.Wire.LedgerView);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 9000 ? day : null;
}
