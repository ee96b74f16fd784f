using System.Text.RegularExpressions;
using Hub.Core.Calendar;
using Hub.Core.Concurrency;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Print;

namespace Hub.Functions.Payments;

/// <summary>The static QR sheets at counters: which account each was printed for, and which are to be printed again since then.</summary>
internal sealed partial class SheetEndpoints(IPayments payments, ICounterSheets sheets, AccountRegistry accounts, TimeProvider clock) : IEndpointGroup
{
    private const string Path = "/accounts/sheets";
    private const int MostText = 100;

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(PaymentsDescriptor.Role, Role.Operator, Role.Auditor, Role.Admin), new Operation("listSheets", AccountEndpoints.Tag, "Tờ mã QR cố định ở quầy và tài khoản đã in / Static QR sheets at counters with their accounts")
        {
            Method = "GET",
            Path = Path,
            Parameters = [new("reissue", "Chỉ những tờ phải in lại hoặc gỡ xuống / Only those to be printed again or taken down", Values: ["true", "false"])],
            Response = typeof(SheetList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(Access.To(PaymentsDescriptor.Role, Role.Admin), new Operation("printSheet", AccountEndpoints.Tag, "Ghi nhận in tờ mã QR cho quầy, trả nội dung mã / Record that a counter's sheet is printed, for its account of today; the code's text comes back")
        {
            Method = "POST",
            Path = Path,
            Request = typeof(SheetWish),
            Response = typeof(SheetView),
            Problems = [ProblemKinds.WrongState, ProblemKinds.Busy, .. Doc.BodyProblems],
        }, PrintAsync);
        routes.Add(Access.To(PaymentsDescriptor.Role, Role.Operator, Role.Admin), new Operation("getSheetPage", AccountEndpoints.Tag, "Tờ mã QR của quầy, trang để in / A counter's sheet, a page to print")
        {
            Method = "GET",
            Path = $"{Path}/qr.html",
            Parameters =
            [
                new("counter", "Quầy / Counter", IsNeeded: true), new("agency", "Cơ quan / Agency"), new("feeType", "Loại khoản thu / Type of fee"),
                new("size", "Khổ giấy; a4 khi không nêu / Paper; a4 when not said", Values: ["a4", "a6"]),
            ],
            Response = typeof(string),
            ResponseMedia = "text/html",
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, PageAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var isOver = query.Word("reissue", ("true", true), ("false", false)) is true;
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (table, today) = (await accounts.ListAsync(http.RequestAborted), VietnamClock.DayOf(clock.GetUtcNow()));
        var all = (await sheets.ListAsync(http.RequestAborted)).Select(sheet => SheetView.Of(sheet, table, today));
        await http.JsonAsync(new SheetList([.. all.Where(sheet => !isOver || sheet.State != SheetView.Current)]), AccountsJson.Wire.SheetList);
    }

    private async Task PrintAsync(HttpContext http)
    {
        var (wish, problem) = await RequestJson.ReadAsync(http, AccountsJson.Wire.SheetWish);
        problem ??= wish!.Counter is not { } name || !CounterName().IsMatch(name)
            ? Problem.Invalid("/counter", "required", ("Cần tên quầy: 1–25 chữ cái không dấu, số, '-', '_', '.'.", "The counter is needed: 1 to 25 letters, digits, '-', '_', '.'."))
            : (wish.Agency?.Length ?? 0) > MostText || (wish.FeeType?.Length ?? 0) > MostText
                ? Problem.Invalid("/agency", "length", ($"Tối đa {MostText} ký tự.", $"At most {MostText} characters."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (counter, agency, feeType) = (wish!.Counter!, Given(wish.Agency), Given(wish.FeeType));
        var visit = Visit.Of(http);
        var printed = await Recompute.UntilStoredAsync(BookingService.MaxTries, async () =>
        {
            var now = clock.GetUtcNow();
            var (table, today) = (await accounts.ListAsync(http.RequestAborted), VietnamClock.DayOf(now));
            if (AccountChoice.For(table, agency, feeType, today) is not { } account)
            {
                return new Printed(null);
            }

            var sheet = new CounterSheet
            {
                Counter = counter,
                Agency = agency,
                FeeType = feeType,
                Bin = account.Bin,
                Account = account.Number,
                Holder = account.Holder,
                PrintedAt = now,
                PrintedBy = visit.Caller.Id,
                Version = await FindAsync(counter, agency, feeType, http.RequestAborted) is { } before ? before.Version : 0,
            };
            return await payments.CommitAsync(new PaymentsBatch { Sheets = [sheet], Audit = visit.Commit(counter, $"{account.Bin}/{account.Number}") }, http.RequestAborted)
                ? new Printed(SheetView.Of(sheet, table, today)) : null;
        });
        if (printed is null)
        {
            visit.Undo();
        }

        await (printed switch
        {
            null => http.ProblemAsync(ProblemKinds.Busy),
            { View: null } => http.ProblemAsync(new Problem(ProblemKinds.WrongState)
            {
                Text = ("Không có tài khoản nào, hoặc có nhiều tài khoản cùng nhận; nêu cơ quan và loại khoản thu.", "No account receives it, or two do equally; name agency and type of fee."),
            }),
            { View: { } view } => http.JsonAsync(view, AccountsJson.Wire.SheetView),
        });
    }

    private async Task PageAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var size = query.Word("size", ("a6", SheetSize.A6), ("a4", SheetSize.A4)) ?? SheetSize.A4;
        var (counter, agency, feeType) = (query.Text("counter"), query.Text("agency"), query.Text("feeType"));
        var problem = query.Problem ?? (counter is null ? Problem.Invalid("counter", "required", ("Cần tên quầy.", "The counter is needed.")) : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (await FindAsync(counter!, agency, feeType, http.RequestAborted) is not { } sheet)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var view = SheetView.Of(sheet, await accounts.ListAsync(http.RequestAborted), VietnamClock.DayOf(clock.GetUtcNow()));
        if (view.Payload is not { } payload)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.WrongState) { Text = view.StateText });
            return;
        }

        // Tomorrow the account may be another.
        http.Response.Headers.CacheControl = "no-store";
        await http.TextAsync(QrSheets.Html([SheetView.Content(payload, sheet.Counter, sheet.Holder)], size), "text/html; charset=utf-8");
    }

    private async Task<CounterSheet?> FindAsync(string counter, string? agency, string? feeType, CancellationToken ct) =>
        (await sheets.ListAsync(ct)).FirstOrDefault(sheet => sheet.Counter == counter && sheet.Agency == agency && sheet.FeeType == feeType);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,25}\z")]
    private static partial Regex CounterName();

    private sealed record Printed(SheetView? View);
}
