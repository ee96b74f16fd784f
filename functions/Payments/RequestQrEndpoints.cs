using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Print;
using Hub.Payments.Qr;

namespace Hub.Functions.Payments;

/// <summary>
/// The code of a payment request, as a picture and on paper. It is made when it is asked for: one that nobody should pay any more, or whose account is not the
/// centre's at this moment, is not shown.
/// </summary>
internal sealed class RequestQrEndpoints(IPayments payments, AccountRegistry accounts, TimeProvider clock) : IEndpointGroup
{
    private static readonly Access Readers = Access.To(PaymentsDescriptor.Role, Role.CaseSystem, Role.Admin);
    private static readonly Parameter Reference = Doc.Path("reference", "Mã thanh toán / The request's reference");

    public void Map(RouteTable routes)
    {
        Add(routes, "getRequestPng", "qr.png", "image/png", "Mã QR, ảnh PNG / The code, as PNG", [], async (http, code) =>
        {
            http.Response.ContentType = "image/png";
            await Answer.BytesAsync(http, QrPicture.Png(code.Payload));
        });
        Add(routes, "getRequestSvg", "qr.svg", "image/svg+xml", "Mã QR, ảnh SVG / The code, as SVG", [], (http, code) => http.TextAsync(QrPicture.Svg(code.Payload), "image/svg+xml"));
        routes.Add(Readers, new Operation("getRequestCode", PaymentDoc.Tag, "Nội dung mã QR, để phần mềm tự vẽ / The code's own text, for software that draws it")
        {
            Method = "GET",
            Path = "/payments/requests/{reference}/qr.json",
            Parameters = [Reference],
            Response = typeof(RequestCode),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, http => ShowAsync(http, (_, code) => http.JsonAsync(code.ToCode(), PaymentsJson.Wire.RequestCode)));
        Add(routes, "printRequest", "qr.html", "text/html", "Phiếu thanh toán có mã QR, trang để in / A payment slip with the code, a page to print",
            [new("size", "Khổ giấy; a6 khi không nêu / Paper; a6 when not said", Values: ["a4", "a6"])], PrintAsync);
    }

    private void Add(RouteTable routes, string id, string file, string media, string summary, IReadOnlyList<Parameter> parameters, Func<HttpContext, Shown, Task> show) =>
        routes.Add(Readers, new Operation(id, PaymentDoc.Tag, summary)
        {
            Method = "GET",
            Path = $"/payments/requests/{{reference}}/{file}",
            Parameters = [Reference, .. parameters],
            Response = typeof(string),
            ResponseMedia = media,
            Problems = parameters.Count == 0 ? [ProblemKinds.NotFound, ProblemKinds.WrongState] : [ProblemKinds.InvalidRequest, ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, http => ShowAsync(http, show));

    private async Task ShowAsync(HttpContext http, Func<HttpContext, Shown, Task> show)
    {
        var (shown, problem) = await FindAsync(RawPath.Segment(http, 2), http.RequestAborted);
        if (shown is null)
        {
            await http.ProblemAsync(problem!);
            return;
        }

        // Tomorrow the account may be another.
        http.Response.Headers.CacheControl = "no-store";
        await show(http, shown);
    }

    private static async Task PrintAsync(HttpContext http, Shown shown)
    {
        var query = new QueryReader(http.Request.Query);
        var size = query.Word("size", ("a6", SheetSize.A6), ("a4", SheetSize.A4)) ?? SheetSize.A6;
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var content = new QrSheetContent
        {
            Payload = shown.Payload,
            Centre = shown.Account.Holder,
            Holder = shown.Account.Holder,
            For = shown.Request.Dossier,
            ExpiresAt = shown.Request.ExpiresAt,
        };
        await http.TextAsync(QrSheets.Html([content], size), "text/html; charset=utf-8");
    }

    private async Task<(Shown? Shown, Problem? Problem)> FindAsync(string reference, CancellationToken ct)
    {
        if (await payments.RequestsAsync([reference.ToUpperInvariant()], ct) is not [var request])
        {
            return (null, new Problem(ProblemKinds.NotFound));
        }

        var fee = await payments.FeeAsync(request.Fee, ct);
        if (fee is null)
        {
            return (null, new Problem(ProblemKinds.NotFound));
        }

        var (account, why) = PayableAccount.Of(request, fee, await accounts.ListAsync(ct), clock.GetUtcNow());
        if (account is null)
        {
            return Wrong(why!.Vi, why.En);
        }

        var (payload, faults) = VietQrWriter.Write(new VietQrCode { Bin = account.Bin, Account = account.Number, Amount = request.Amount, Purpose = request.Reference.Text });
        return payload is null
            ? Wrong(string.Join(' ', faults.Select(fault => fault.Text.Vi)), string.Join(' ', faults.Select(fault => fault.Text.En)))
            : (new Shown(request, account, payload), null);
    }

    private static (Shown?, Problem?) Wrong(string vi, string en) => (null, new Problem(ProblemKinds.WrongState) { Text = (vi, en) });

    private sealed record Shown(PaymentRequest Request, BeneficiaryAccount Account, string Payload)
    {
        public RequestCode ToCode() => new(Request.Reference.Text, Payload, Account.Bin, Account.Number, Account.Holder, Request.Amount, Request.ExpiresAt);
    }
}
