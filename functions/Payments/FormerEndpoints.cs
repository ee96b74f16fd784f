using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Former;
using Hub.Payments.Importing;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Functions.Payments;

/// <summary>Takes over what was open in the system before, as CSV or XLSX.</summary>
internal sealed class FormerEndpoints(FormerFees fees, FormerLines lines) : IEndpointGroup
{
    private const long MaxFile = 64L * 1024 * 1024;

    public void Map(RouteTable routes)
    {
        Add(routes, "importFees", FeeEndpoints.Tag, "/fees/import", "Nhận các khoản thu còn mở của hệ thống cũ; gửi lại không thêm gì / Take over open fees of the system before; sent again it adds nothing", fees.ImportAsync);
        Add(routes, "importOpenLines", PaymentDoc.Tag, "/payments/open-lines", "Nhận các khoản tiền chưa khớp của hệ thống cũ; gửi lại không thêm gì / Take over money that the system before had not placed; sent again it adds nothing", lines.ImportAsync);
    }

    private static void Add(RouteTable routes, string id, string tag, string path, string what, Func<Stream, bool, CancellationToken, Task<FormerReport>> import) =>
        routes.Add(Access.To(PaymentsDescriptor.Role), new Operation(id, tag, what)
        {
            Method = "POST",
            Path = path,
            KnowsRepeats = true,
            Parameters = [new("dryRun", "Chỉ đọc và kiểm tra / Only read and judge", Values: ["true", "false"])],
            Request = typeof(JsonElement),
            Response = typeof(JsonElement),
            Problems = [ProblemKinds.Unavailable, .. Doc.BodyProblems],
        }, http => ImportAsync(http, import));

    private static async Task ImportAsync(HttpContext http, Func<Stream, bool, CancellationToken, Task<FormerReport>> import)
    {
        var query = new QueryReader(http.Request.Query);
        var isTrial = query.Word("dryRun", ("true", true), ("false", false)) is true;
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxFile;
        }

        await using var file = StatementEndpoints.Unnamed();
        if (!await StatementEndpoints.CopyAsync(http.Request.Body, file, MaxFile, http.RequestAborted))
        {
            await http.ProblemAsync(new Problem(ProblemKinds.BodyTooLarge));
            return;
        }

        var visit = Visit.Of(http);
        var report = await import(file, isTrial, http.RequestAborted);
        visit.Detail = $"+{report.Added} ={report.Known} -{report.Refused.Count}";
        if (!report.IsWhole)
        {
            http.Response.Headers.RetryAfter = "5";
            await http.ProblemAsync(ProblemKinds.Unavailable);
            return;
        }

        await http.TextAsync(Of(report).ToJsonString(), "application/json; charset=utf-8");
    }

    private static JsonObject Of(FormerReport report) => new()
    {
        ["rows"] = report.Rows,
        ["added"] = report.Added,
        ["known"] = report.Known,
        ["refused"] = new JsonArray([.. report.Refused.Select(ImportAnswer.Of)]),
    };
}
