using System.Net;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Intake;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Asking;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments;

/// <summary>Money asked for at the national PaymentPlatform: orders, their receipts, and the portal's own question what of a dossier is to be paid.</summary>
internal sealed class PlatformEndpoints(IPlatformOrders orders, PlatformOrderService service, PlatformLookUp lookUp, PaymentsOptions options) : IEndpointGroup
{
    private const int MaxQuestion = 64 * 1024;

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(PaymentsDescriptor.Role, Role.CaseSystem, Role.Admin), new Operation(
            "openOrder", PaymentDoc.Tag, "Gửi mã thanh toán sang nền tảng quốc gia, trả trang thanh toán; gửi lại nhận cùng lệnh / Ask for a request's money at the national platform: the page to pay at; asked again it is the same order")
        {
            Method = "POST",
            Path = "/payments/orders",
            KnowsRepeats = true,
            Request = typeof(OrderWish),
            Response = typeof(OrderView),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.Unavailable, .. Doc.BodyProblems],
        }, OpenAsync);
        routes.Add(PaymentDoc.Readers, new Operation("listOrders", PaymentDoc.Tag, "Các lệnh gửi nền tảng thanh toán quốc gia / Orders at the national platform")
        {
            Method = "GET",
            Path = "/payments/orders",
            Parameters = [new("state", "Trạng thái / State", Values: [.. PlatformOrderStates.Table.Rows.Select(row => row.Name)]), Doc.Next, Doc.Limit],
            Response = typeof(OrderList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(PaymentDoc.Readers, new Operation("getOrderBill", PaymentDoc.Tag, "Biên lai của nền tảng cho lệnh đã ghi tiền, PDF / The platform's receipt for an order whose money is booked, as PDF")
        {
            Method = "GET",
            Path = "/payments/orders/{reference}/bill.pdf",
            Parameters = [Doc.Path("reference", "Mã tham chiếu của lệnh / The order's reference")],
            Response = typeof(string),
            ResponseMedia = "application/pdf",
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.Unavailable],
        }, BillAsync);
        IReadOnlyList<IPNetwork> open = [.. options.Platform.OpenNetworks.Select(Networks.Parse).OfType<IPNetwork>()];
        routes.Add(Access.To(PaymentsDescriptor.PlatformRole) with { OpenNetworks = open }, new Operation(
            "lookUpDossierPayment", PaymentDoc.Tag, "Cổng quốc gia hỏi khoản phải nộp của hồ sơ: trả {\"error_code\":0|1|-1,…} / Asked by the national portal what of a dossier is to be paid: answers {\"error_code\":0|1|-1,…}")
        {
            Method = "POST",
            Path = "/payments/platform/dptracuuthanhtoanhs",
            TakesAnyQuery = true,
            Request = typeof(JsonElement),
            Response = typeof(JsonElement),
        }, LookUpAsync);
    }

    private async Task OpenAsync(HttpContext http)
    {
        var (wish, problem) = await RequestJson.ReadAsync(http, PaymentsJson.Wire.OrderWish);
        problem ??= string.IsNullOrWhiteSpace(wish!.Request) ? Problem.Invalid("/request", "required", ("Cần nêu mã thanh toán.", "The request's reference is needed.")) : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var opening = await service.OpenAsync(wish!.Request!.Trim().ToUpperInvariant(), http.RequestAborted);
        if (opening is OrderOpening.Opened opened)
        {
            Visit.Of(http).Target = opened.Order.Reference;
            await http.JsonAsync(OrderView.Of(opened.Order), PaymentsJson.Wire.OrderView);
            return;
        }

        await (opening switch
        {
            OrderOpening.Unknown => http.ProblemAsync(ProblemKinds.NotFound),
            OrderOpening.Refused refused => http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = refused.Why }),
            OrderOpening.Declined declined => http.ProblemAsync(new Problem(ProblemKinds.WrongState)
            {
                Text = ($"Nền tảng thanh toán quốc gia từ chối: {declined.Words ?? "không nêu lý do"}.", $"The national PaymentPlatform says no: {declined.Words ?? "without a reason"}."),
            }),
            OrderOpening.Unanswered unanswered => SilentAsync(http, unanswered.What, unanswered.After),
            _ => throw new InvalidOperationException($"Unknown opening {opening.GetType().Name}."),
        });
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var state = query.Word("state", [.. PlatformOrderStates.Table.Rows.Select(row => (row.Name, row.State))]);
        var (after, limit) = (query.Text("after"), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var page = await orders.ListAsync(state, after, limit, http.RequestAborted);
        await http.JsonAsync(new OrderList([.. page.Select(OrderView.Of)], page.Count == limit ? page[^1].Reference : null), PaymentsJson.Wire.OrderList);
    }

    private async Task BillAsync(HttpContext http)
    {
        if (await orders.FindAsync((string)http.Request.RouteValues["reference"]!, http.RequestAborted) is not { } order)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        if (order.State is not PlatformOrderState.Booked)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = ("Lệnh chưa ghi tiền nên chưa có biên lai.", "No money of the order is booked, so there is no receipt.") });
            return;
        }

        switch (await service.BillAsync(order, http.RequestAborted))
        {
            case PlatformReply.Document document:
                http.Response.ContentType = "application/pdf";
                http.Response.Headers.CacheControl = "no-store";
                await Answer.BytesAsync(http, document.Pdf);
                break;
            case PlatformReply.Silent silent:
                await SilentAsync(http, silent.What, silent.After);
                break;
            default:
                await http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = ("Nền tảng chưa có biên lai cho lệnh này.", "The platform has no receipt for this order yet.") });
                break;
        }
    }

    // Whoever asks knows only HTTP 200 and error_code.
    private async Task LookUpAsync(HttpContext http)
    {
        using var body = await RequestBody.ReadAsync(http.Request, MaxQuestion, http.RequestAborted);
        var dossier = body is null ? null : DossierOf(body.Memory);
        if (dossier is not null)
        {
            Visit.Of(http).Target = AuditText.Outside(dossier);
        }

        var answer = await lookUp.AnswerAsync(dossier, http.RequestAborted);
        Visit.Of(http).Detail = $"error_code {answer["error_code"]}";
        await http.TextAsync(answer.ToJsonString(), "application/json; charset=utf-8");
    }

    private static string? DossierOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var question = OutsideJson.Parse(body);
            return question.RootElement.ValueKind is JsonValueKind.Object && question.RootElement.TryGetProperty("MaHoSo", out var code) && code.ValueKind is JsonValueKind.String ? code.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task SilentAsync(HttpContext http, string what, TimeSpan? after)
    {
        http.Response.Headers.RetryAfter = $"{(int)Math.Ceiling((after ?? TimeSpan.FromSeconds(5)).TotalSeconds)}";
        return http.ProblemAsync(new Problem(ProblemKinds.Unavailable)
        {
            Text = ($"Nền tảng thanh toán quốc gia chưa trả lời ({what}); gửi lại nhận cùng lệnh.", $"The national PaymentPlatform did not answer ({what}); sent again it is the same order."),
        });
    }
}

/// <param name="Request">Reference of an open payment request.</param>
public sealed record OrderWish([property: Needed] string? Request = null);

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record OrderList(IReadOnlyList<OrderView> Orders, string? Next);

/// <summary>What was asked for at the national PaymentPlatform. Amounts are whole đồng.</summary>
/// <param name="Page">Where it is paid; absent until the platform said so.</param>
/// <param name="NextQueryAt">When the platform is asked next how it stands; absent at an end.</param>
/// <param name="Payment">Id of the payment that its money is.</param>
public sealed record OrderView(
    string Reference, string Request, string Dossier, string State, Bilingual StateText, long Amount, string Account, string? Page, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? NextQueryAt,
    string? LastAnswer, string? Payment)
{
    public static OrderView Of(PlatformOrder order) => new(
        order.Reference, order.Request, order.Dossier, PlatformOrderStates.Table.Name(order.State), PlatformOrderStates.Table.Text(order.State), order.Amount, order.Account, order.Page, order.CreatedAt,
        order.ExpiresAt, order.DueAt, order.LastAnswer, order.Payment);
}
