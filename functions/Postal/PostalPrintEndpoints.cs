using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Hub.Postal.Print.Pdf;

namespace Hub.Functions.Postal;

/// <summary>Labels, manifests and handover slips, as pages to print and as PDF.</summary>
internal sealed class PostalPrintEndpoints(IConsignments consignments, PrintContent content, PrintFont fonts) : IEndpointGroup
{
    private const string Html = "text/html; charset=utf-8";
    private const string Pdf = "application/pdf";
    private const int MaxLabels = 200;

    public void Map(RouteTable routes)
    {
        string[] labels = [PostalDescriptor.Role, Role.CaseSystem];
        Page(routes, "/postal/jobs/{number}/label", "printPostalLabel", "Nhãn A6, trang để in / A6 label, a page to print", "text/html", labels, http => LabelAsync(http, isPdf: false), PostalDoc.Number);
        Page(routes, "/postal/jobs/{number}/label.pdf", "printPostalLabelPdf", "Nhãn A6, PDF / A6 label, PDF", Pdf, labels, http => LabelAsync(http, isPdf: true), PostalDoc.Number);
        routes.Add(Access.To(labels), new Operation("printPostalLabels", PostalDoc.Tag, "Nhiều nhãn trong một PDF / Several labels in one PDF")
        {
            Method = "POST",
            Path = "/postal/labels",
            Request = typeof(LabelRequest),
            Response = typeof(string),
            ResponseMedia = Pdf,
            Problems = [ProblemKinds.NotFound, ProblemKinds.Unavailable, .. Doc.BodyProblems],
        }, LabelsAsync);
        Sheets(routes, SheetKind.Manifest, "manifests", "Manifest", [PostalDescriptor.Role]);
        Sheets(routes, SheetKind.Handover, "handovers", "Handover", [PostalDescriptor.Role, Role.CaseSystem]);
    }

    private void Sheets(RouteTable routes, SheetKind kind, string folder, string name, string[] roles)
    {
        Page(routes, $"/postal/{folder}/{{id}}.html", $"printPostal{name}", "Trang để in / A page to print", "text/html", roles, http => SheetAsync(http, kind, isPdf: false), PostalDoc.Sheet);
        Page(routes, $"/postal/{folder}/{{id}}.pdf", $"printPostal{name}Pdf", "PDF", Pdf, roles, http => SheetAsync(http, kind, isPdf: true), PostalDoc.Sheet);
    }

    private static void Page(RouteTable routes, string path, string id, string summary, string media, string[] roles, RequestDelegate handler, Parameter parameter) =>
        routes.Add(Access.To(roles), new Operation(id, PostalDoc.Tag, summary)
        {
            Method = "GET",
            Path = path,
            Parameters = [parameter],
            Response = typeof(string),
            ResponseMedia = media,
            Problems = [ProblemKinds.NotFound, ProblemKinds.Unavailable],
        }, handler);

    private async Task LabelAsync(HttpContext http, bool isPdf)
    {
        if (await consignments.FindAsync(RawPath.Segment(http, 2), http.RequestAborted) is not { } found || !Visit.Of(http).Staff().Sees(found))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var label = await content.LabelAsync(found, http.RequestAborted);
        await SendAsync(http, isPdf, () => LabelPages.Html([label]), font => LabelPages.Pdf([label], font));
    }

    private async Task LabelsAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.LabelRequest);
        problem ??= request!.Numbers is not { Count: > 0 and <= MaxLabels } || request.Numbers.Any(number => number is null) ? Problem.Invalid("/numbers", "maxItems", ($"Cần 1 đến {MaxLabels} số đơn.", $"1 to {MaxLabels} numbers are needed.")) : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var staff = Visit.Of(http).Staff();
        var found = await consignments.FindAsync(request!.Numbers!, http.RequestAborted);
        var missing = request.Numbers!.ToList().FindIndex(number => !found.TryGetValue(number, out var of) || !staff.Sees(of));
        if (missing >= 0)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.NotFound) { Errors = [new Core.Schemas.Explaining.SchemaViolation($"/numbers/{missing}", "enum", ("Không có bưu gửi này.", "There is no such consignment."))] });
            return;
        }

        var labels = new List<LabelContent>(request.Numbers!.Count);
        foreach (var number in request.Numbers)
        {
            labels.Add(await content.LabelAsync(found[number], http.RequestAborted));
        }

        await SendAsync(http, isPdf: true, () => LabelPages.Html(labels), font => LabelPages.Pdf(labels, font));
    }

    private async Task SheetAsync(HttpContext http, SheetKind kind, bool isPdf)
    {
        var staff = Visit.Of(http).Staff();
        if (await consignments.SheetAsync(kind, SheetService.FullId(staff, (string)http.Request.RouteValues["id"]!), http.RequestAborted) is not { } sheet || !staff.Sees(sheet))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
        }
        else if (kind is SheetKind.Manifest)
        {
            var manifest = await content.ManifestAsync(sheet, http.RequestAborted);
            await SendAsync(http, isPdf, () => ManifestPages.Html(manifest), font => ManifestPages.Pdf(manifest, font));
        }
        else
        {
            var slip = await content.HandoverAsync(sheet, http.RequestAborted);
            await SendAsync(http, isPdf, () => HandoverPages.Html(slip), font => HandoverPages.Pdf(slip, font));
        }
    }

    // Persons stand on these pages: no cache keeps them.
    private async Task SendAsync(HttpContext http, bool isPdf, Func<string> html, Func<PdfFont, byte[]> pdf)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!isPdf)
        {
            await http.TextAsync(html(), Html);
        }
        else if (fonts.TryGet(out var font, out var problem))
        {
            http.Response.ContentType = Pdf;
            await Answer.BytesAsync(http, pdf(font));
        }
        else
        {
            http.Response.Headers.RetryAfter = "60";
            await http.ProblemAsync(problem);
        }
    }
}

/// <param name="Numbers">1 to 200 consignments, printed in this order.</param>
public sealed record LabelRequest([property: Needed] IReadOnlyList<string>? Numbers = null);
