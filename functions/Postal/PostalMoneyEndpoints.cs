using System.Globalization;
using Hub.Core.Calendar;
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

namespace Hub.Functions.Postal;

/// <summary>The cash that the post takes for the centre: totals by day and operator, and remittance lists, on paper and for a spreadsheet.</summary>
internal sealed class PostalMoneyEndpoints(IConsignments consignments, PrintContent content, PrintFont fonts, TimeProvider clock) : IEndpointGroup
{
    private const int MaxDays = 366;
    private const int UsualDays = 31;
    private static readonly string[] Centre = [Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin];

    private static readonly (string Name, string Media)[] Forms =
    [
        ("html", "text/html"), ("pdf", "application/pdf"), ("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    public void Map(RouteTable routes)
    {
        Parameter[] period =
        [
            new("from", "Từ ngày (yyyy-MM-dd), mặc định 31 ngày gần nhất / First day, the last 31 days where it is left out"), new("to", "Đến hết ngày / Last day"),
            new("operator", "Đơn vị bưu chính / The operator"),
        ];
        routes.Add(Access.To(Centre), new Operation("getPostalMoney", PostalDoc.Tag, "Tiền thu hộ và bảng kê nộp tiền theo ngày và đơn vị / Cash and remittances by day and operator")
        {
            Method = "GET",
            Path = "/postal/money",
            Parameters = period,
            Response = typeof(MoneyView),
            Problems = [ProblemKinds.InvalidRequest],
        }, ViewAsync);
        foreach (var (form, media) in Forms)
        {
            routes.Add(Access.To(Centre), new Operation($"printPostalMoney{Suffix(form)}", PostalDoc.Tag, $"Tiền thu hộ theo ngày và đơn vị / Cash by day and operator: {form}")
            {
                Method = "GET",
                Path = $"/postal/money.{form}",
                Parameters = period,
                Response = typeof(string),
                ResponseMedia = media,
                Problems = [ProblemKinds.InvalidRequest, ProblemKinds.Unavailable],
            }, http => MoneyAsync(http, form, media));
            routes.Add(Access.To([PostalDescriptor.Role, .. Centre]), new Operation($"printPostalRemittance{Suffix(form)}", PostalDoc.Tag, $"Bảng kê nộp tiền / Remittance list: {form}")
            {
                Method = "GET",
                Path = $"/postal/remittances/{{id}}.{form}",
                Parameters = [PostalDoc.Sheet],
                Response = typeof(string),
                ResponseMedia = media,
                Problems = [ProblemKinds.NotFound, ProblemKinds.Unavailable],
            }, http => RemittanceAsync(http, form, media));
        }
    }

    private static string Suffix(string form) => form == "html" ? "" : char.ToUpperInvariant(form[0]) + form[1..];

    private async Task ViewAsync(HttpContext http)
    {
        if (await PeriodAsync(http) is var (from, to, carrier))
        {
            var sheets = await consignments.OpenedAsync(SheetKind.Remittance, CashDay.Begin(from), CashDay.Begin(to.AddDays(1)), http.RequestAborted);
            var days = RemittanceDay.Of(sheets.Where(sheet => sheet.Operator == (carrier ?? sheet.Operator)));
            await http.JsonAsync(new MoneyView(from, to, await CashAsync(from, to, carrier, http.RequestAborted), days), PostalJson.Wire.MoneyView);
        }
    }

    private async Task MoneyAsync(HttpContext http, string form, string media)
    {
        if (await PeriodAsync(http) is var (from, to, carrier))
        {
            await SendAsync(http, content.Money(from, to, await CashAsync(from, to, carrier, http.RequestAborted)), form, media);
        }
    }

    private async Task RemittanceAsync(HttpContext http, string form, string media)
    {
        var (visit, id) = (Visit.Of(http), (string)http.Request.RouteValues["id"]!);
        if (await consignments.SheetAsync(SheetKind.Remittance, SheetService.FullId(visit.Staff(), id), http.RequestAborted) is not { } sheet || !visit.Staff().Sees(sheet))
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        await SendAsync(http, content.Remittance(sheet, visit.Sight()), form, media);
    }

    private async Task<IReadOnlyList<CashDay>> CashAsync(DateOnly from, DateOnly to, string? carrier, CancellationToken ct) =>
        [.. (await consignments.CashAsync(CashDay.Begin(from), CashDay.Begin(to.AddDays(1)), ct)).Where(day => day.Operator == (carrier ?? day.Operator))];

    /// <returns>Null where the answer is given already.</returns>
    private async Task<(DateOnly From, DateOnly To, string? Operator)?> PeriodAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (first, last, carrier) = (query.Text("from"), query.Text("to"), query.Text("operator"));
        var to = last is null ? VietnamClock.DayOf(clock.GetUtcNow()) : Day(last);
        var from = first is null ? to?.AddDays(1 - UsualDays) : Day(first);
        var problem = query.Problem
            ?? (from is null ? Problem.Invalid("from", "date", ("from phải là ngày yyyy-MM-dd.", "from must be a day yyyy-MM-dd."))
            : to is null ? Problem.Invalid("to", "date", ("to phải là ngày yyyy-MM-dd.", "to must be a day yyyy-MM-dd."))
            : to < from || to.Value.DayNumber - from.Value.DayNumber >= MaxDays ? Problem.Invalid("to", "range", ($"Kỳ có từ 1 đến {MaxDays} ngày.", $"A period has 1 to {MaxDays} days."))
            : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return null;
        }

        return (from!.Value, to!.Value, carrier);
    }

    // Years in which a day of Vietnam's is a moment in every store.
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 9000 ? day : null;

    private async Task SendAsync(HttpContext http, TableContent table, string form, string media)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (form is "html")
        {
            await http.TextAsync(TablePages.Html(table), "text/html; charset=utf-8");
            return;
        }

        if (form is not "pdf")
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(table.Number)}.{form}\"";
            http.Response.ContentType = form is "csv" ? "text/csv; charset=utf-8" : media;
            await Answer.BytesAsync(http, form is "csv" ? TablePages.Csv(table) : await TablePages.XlsxAsync(table, http.RequestAborted));
        }
        else if (fonts.TryGet(out var font, out var problem))
        {
            http.Response.ContentType = media;
            await Answer.BytesAsync(http, TablePages.Pdf(table, font));
        }
        else
        {
            http.Response.Headers.RetryAfter = "60";
            await http.ProblemAsync(problem);
        }
    }

    private static string FileName(string number) => string.Concat(number.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_'));
}

/// <param name="Cash">By the day of taking.</param>
/// <param name="Remittances">By the day on which the lists were opened.</param>
public sealed record MoneyView(DateOnly From, DateOnly To, IReadOnlyList<CashDay> Cash, IReadOnlyList<RemittanceDay> Remittances);
