using Hub.Core;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Ranges;
using Hub.Postal.Settings;
using Hub.Postal.Telling;

namespace Hub.Functions.Postal;

/// <summary>The ranges of waybill numbers that operators allotted to the centre.</summary>
/// <param name="ranges">Null while no operator is configured; then every operator's name is refused before.</param>
internal sealed class WaybillRangeEndpoints(IConsignments consignments, PostalOptions options, TimeProvider clock, RangeService? ranges = null) : IEndpointGroup
{
    private const string Path = "/postal/waybill-ranges";
    private const string FetchPath = Path + "/fetch";
    private const string ClosePath = Path + "/close";

    private static readonly Bilingual NoSource = (
        "Giao tiếp của đơn vị này không cấp dải mã; xin dải rồi nhập bằng tay (hub waybills add).", "This operator's interface allots no ranges; ask for one and add it by hand (hub waybills add).");

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.Operator, Role.Admin, Role.Auditor), new Operation("listWaybillRanges", PostalDoc.Tag, "Dải mã vận đơn / The waybill ranges")
        {
            Method = "GET",
            Path = Path,
            Parameters = [new("operator", "Đơn vị bưu chính / The operator", IsNeeded: true)],
            Response = typeof(WaybillRangeList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("addWaybillRange", PostalDoc.Tag, "Nhập dải mã vận đơn / Add a waybill range")
        {
            Method = "POST",
            Path = Path,
            Request = typeof(WaybillRangeRequest),
            Response = typeof(WaybillRangeList),
            Problems = [ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, AddAsync);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("fetchWaybillRange", PostalDoc.Tag, "Lấy dải mã vận đơn từ đơn vị bưu chính / Get a waybill range from the operator")
        {
            Method = "POST",
            Path = FetchPath,
            Request = typeof(WaybillFetchRequest),
            Response = typeof(WaybillFetched),
            Problems = [ProblemKinds.WrongState, ProblemKinds.Unavailable, .. Doc.BodyProblems],
        }, FetchAsync);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("closeWaybillRange", PostalDoc.Tag, "Ngừng dùng dải mã vận đơn / Take a waybill range out of use")
        {
            Method = "POST",
            Path = ClosePath,
            Request = typeof(WaybillCloseRequest),
            Response = typeof(WaybillRangeList),
            Problems = [ProblemKinds.NotFound, .. Doc.BodyProblems],
        }, CloseAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var carrier = query.Text("operator");
        if ((query.Problem ?? Known("operator", carrier)) is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        await ShowAsync(http, carrier!);
    }

    private async Task AddAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.WaybillRangeRequest);
        problem ??= Known("/operator", request!.Operator) ?? Check(request);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var range = new WaybillRange(
            request!.Operator!, request.Id!, request.Prefix ?? "", request.Suffix ?? "", request.Digits!.Value, request.HasCheckDigit, request.First!.Value, request.Last!.Value, request.First.Value,
            clock.GetUtcNow());
        var visit = Visit.Of(http);
        if (!await consignments.AddRangeAsync(range, visit.Commit(range.Operator, range.Id), http.RequestAborted))
        {
            visit.Undo();
            var kept = (await consignments.RangesAsync(range.Operator, http.RequestAborted)).FirstOrDefault(each => each.Id == range.Id);
            if (kept is null || kept with { Next = range.Next, AddedAt = range.AddedAt } != range)
            {
                await http.ProblemAsync(new Problem(ProblemKinds.WrongState)
                {
                    Text = (
                        "Dải mã trùng hoặc giao với dải đã nhập; mỗi mã chỉ dùng một lần.",
                        "The range is, or overlaps, one that was added; each number is used once."),
                });
                return;
            }
        }

        await ranges!.SettleAsync(range.Operator, http.RequestAborted);
        await ShowAsync(http, range.Operator);
    }

    private async Task FetchAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.WaybillFetchRequest);
        problem ??= Known("/operator", request!.Operator)
            ?? (!ranges!.CanFetch(request.Operator!) ? Problem.Invalid("/operator", "capability", NoSource)
                : request.Quantity is not (>= 1 and <= WaybillRange.MaxQuantity)
                    ? Problem.Invalid("/quantity", "range", ($"quantity từ 1 đến {WaybillRange.MaxQuantity}.", $"quantity is from 1 to {WaybillRange.MaxQuantity}."))
                    : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (carrier, visit) = (request!.Operator!, Visit.Of(http));
        var fetched = await ranges!.FetchAsync(carrier, request.Quantity!.Value, id => visit.Commit(carrier, id), http.RequestAborted);
        if (fetched.TakenOver.Count == 0 && fetched.Fetched is null)
        {
            visit.Undo();
            visit.Detail = fetched.Fault.ToString();
            await http.ProblemAsync(Refusal(carrier, fetched));
            return;
        }

        var left = (await consignments.RangesAsync(carrier, http.RequestAborted)).Sum(range => range.Left);
        await http.JsonAsync(new WaybillFetched(carrier, fetched.TakenOver, fetched.Fetched, [.. fetched.LeftOut.Select(WaybillLeftOut.Of)], left), PostalJson.Wire.WaybillFetched);
    }

    private async Task CloseAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.WaybillCloseRequest);
        problem ??= Known("/operator", request!.Operator)
            ?? (request.Id is { Length: > 0 } ? null : Problem.Invalid("/id", "minLength", ("Cần id của dải; hub waybills list cho biết.", "The range's id is needed; hub waybills list tells it.")));
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (carrier, id, visit) = (request!.Operator!, request.Id!, Visit.Of(http));
        if (!await consignments.CloseRangeAsync(carrier, id, visit.Commit(carrier, id), http.RequestAborted))
        {
            visit.Undo();
            if (!(await consignments.RangesAsync(carrier, http.RequestAborted)).Any(range => range.Id == id))
            {
                await http.ProblemAsync(new Problem(ProblemKinds.NotFound)
                {
                    Text = (
                        "Đơn vị này không có dải mã mang id đó; hub waybills list cho biết các dải.",
                        "This operator has no range of that id; hub waybills list shows those it has."),
                });
                return;
            }
        }

        await ShowAsync(http, carrier);
    }

    private static Problem Refusal(string carrier, RangeFetch fetched)
    {
        var fault = fetched.Fault!.Value;
        var (vi, en) = RangeWords.Of(fault);
        var said = fetched.Text is { Length: > 0 } text ? $" [{text}]" : "";
        return new Problem(fault is RangeFault.LoginRefused or RangeFault.Away or RangeFault.AnswerLost ? ProblemKinds.Unavailable : ProblemKinds.WrongState)
        {
            Text = (
                $"Không lấy được mã vận đơn của {carrier}: {vi}.{said}",
                $"No waybill numbers of {carrier} were got: {en}.{said}"),
        };
    }

    private async Task ShowAsync(HttpContext http, string carrier)
    {
        var held = await consignments.RangesAsync(carrier, http.RequestAborted);
        await http.JsonAsync(new WaybillRangeList(carrier, held.Sum(range => range.Left), held), PostalJson.Wire.WaybillRangeList);
    }

    private Problem? Known(string at, string? carrier)
    {
        var known = string.Join(", ", options.Operators.Keys.Order(StringComparer.Ordinal));
        return carrier is not null && options.Operators.ContainsKey(carrier) ? null
            : Problem.Invalid(at, "enum", ($"operator phải là một trong Post:Operators: {known}.", $"operator must be one of Post:Operators: {known}."));
    }

    private static Problem? Check(WaybillRangeRequest request) =>
        request.Id is not { Length: > 0 and <= 60 } ? Problem.Invalid("/id", "maxLength", ("id dài từ 1 đến 60 ký tự.", "id has 1 to 60 characters."))
        : !IsMark(request.Prefix) ? Problem.Invalid("/prefix", "pattern", ("Tiền tố gồm tối đa 10 chữ A-Z, số.", "The prefix has at most 10 of A-Z and digits."))
        : !IsMark(request.Suffix) ? Problem.Invalid("/suffix", "pattern", ("Hậu tố gồm tối đa 10 chữ A-Z, số.", "The suffix has at most 10 of A-Z and digits."))
        : request.Digits is not (>= 1 and <= 18) || (request.HasCheckDigit && request.Digits != 8)
            ? Problem.Invalid("/digits", "range", ("digits từ 1 đến 18; với số kiểm tra S10 là 8.", "digits is from 1 to 18; with the S10 check digit it is 8."))
        : request.First is not >= 0 ? Problem.Invalid("/first", "minimum", ("first từ 0.", "first is at least 0."))
        : request.Last is not { } last || last < request.First || last.ToString(System.Globalization.CultureInfo.InvariantCulture).Length > request.Digits
            ? Problem.Invalid("/last", "range", ("last không nhỏ hơn first và vừa số chữ số.", "last is not below first and fits the digits."))
        : null;

    private static bool IsMark(string? text) => text is null || (text.Length <= 10 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
}
