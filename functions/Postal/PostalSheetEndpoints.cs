using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal;

/// <summary>Manifests, handover slips and remittance lists.</summary>
internal sealed class PostalSheetEndpoints(IConsignments consignments, SheetService sheets, PostalOptions options) : IEndpointGroup
{
    private const int MaxScanned = 1000;
    private static readonly string[] Post = [PostalDescriptor.Role];
    private static readonly string[] Both = [PostalDescriptor.Role, Role.CaseSystem, Role.Operator];
    private static readonly string[] Readers = [PostalDescriptor.Role, Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin];

    public void Map(RouteTable routes)
    {
        Map(routes, SheetKind.Manifest, "manifests", "Manifest", "bảng kê / manifest", Post, Post, SheetActs.Add, SheetActs.Remove, SheetActs.Close);
        Map(routes, SheetKind.Handover, "handovers", "Handover", "phiếu giao nhận / handover slip", Readers, Both, SheetActs.Add, SheetActs.Remove, SheetActs.Close, SheetActs.Confirm);
        Map(routes, SheetKind.Remittance, "remittances", "Remittance", "bảng kê nộp tiền / remittance list", Readers, Both, SheetActs.Fill, SheetActs.Add, SheetActs.Remove, SheetActs.Close);
        Change(routes, SheetKind.Remittance, "remittances", "Remittance", "bảng kê nộp tiền / remittance list", [Role.CaseSystem, Role.Operator], SheetActs.Receive);
    }

    private void Map(RouteTable routes, SheetKind kind, string folder, string name, string words, string[] readers, string[] writers, params string[] acts)
    {
        routes.Add(Access.To(readers), new Operation($"listPostal{name}s", PostalDoc.Tag, $"Danh sách / List: {words}")
        {
            Method = "GET",
            Path = $"/postal/{folder}",
            Parameters =
            [
                new("state", "Trạng thái / State", Values: ["open", "closed", "confirmed"]), new("operator", "Đơn vị bưu chính / The operator"),
                new("from", "Mở từ lúc / Opened at or after", "date-time"), new("until", "Mở trước lúc / Opened before", "date-time"), Doc.Next, Doc.Limit,
            ],
            Response = typeof(SheetList),
            Problems = [ProblemKinds.InvalidRequest],
        }, http => ListAsync(http, kind));
        routes.Add(Access.To(readers), new Operation($"getPostal{name}", PostalDoc.Tag, $"Xem / Show: {words}")
        {
            Method = "GET",
            Path = $"/postal/{folder}/{{id}}",
            Parameters = [PostalDoc.Sheet],
            Response = typeof(SheetView),
            Problems = [ProblemKinds.NotFound],
        }, http => GetAsync(http, kind));
        routes.Add(Access.To(writers), new Operation($"openPostal{name}", PostalDoc.Tag, $"Mở / Open: {words}")
        {
            Method = "POST",
            Path = $"/postal/{folder}",
            Request = typeof(SheetRequest),
            Needs = kind is SheetKind.Handover ? ["way"] : [],
            Response = typeof(SheetAnswer),
            Problems = PostalDoc.ActProblems,
        }, http => OpenAsync(http, kind));
        foreach (var act in acts)
        {
            Change(routes, kind, folder, name, words, writers, act);
        }
    }

    private void Change(RouteTable routes, SheetKind kind, string folder, string name, string words, string[] writers, string act)
    {
        var path = $"/postal/{folder}/{{id}}/{act}";
        routes.Add(Access.To(writers), new Operation($"{act}Postal{name}", PostalDoc.Tag, $"{Words(act)}: {words}")
        {
            Method = "POST",
            Path = path,
            Parameters = [PostalDoc.Sheet],
            Request = typeof(SheetChangeRequest),
            Needs = act switch
            {
                SheetActs.Add or SheetActs.Remove => ["numbers"],
                SheetActs.Confirm => ["name"],
                SheetActs.Receive => ["name", "amount"],
                _ => [],
            },
            Response = typeof(SheetAnswer),
            Problems = PostalDoc.ActProblems,
        }, http => ChangeAsync(http, kind, act));
    }

    private async Task ListAsync(HttpContext http, SheetKind kind)
    {
        var query = new QueryReader(http.Request.Query);
        var state = query.Word("state", ("open", SheetState.Open), ("closed", SheetState.Closed), ("confirmed", SheetState.Confirmed));
        var (from, until, carrier, after, limit) = (query.Time("from"), query.Time("until"), query.Text("operator"), query.Text("after"), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var visit = Visit.Of(http);
        var staff = visit.Staff();
        var filter = new SheetFilter(kind, staff.Operator ?? carrier, null, state);
        var (shown, next) = (new List<SheetView>(), after);

        // A period is looked for among those read; each request reads a bounded number and says where to go on.
        for (var scanned = 0; scanned < MaxScanned && shown.Count < limit;)
        {
            var page = await consignments.SheetsAsync(filter, next, limit, http.RequestAborted);
            foreach (var sheet in page.TakeWhile(_ => shown.Count < limit))
            {
                next = sheet.Id;
                if (staff.Sees(sheet) && !(sheet.OpenedAt < from) && !(sheet.OpenedAt >= until))
                {
                    shown.Add(PostalViews.Of(sheet, visit.Sight(), withLines: false));
                }
            }

            scanned += page.Count;
            if (page.Count < limit && (page.Count == 0 || next == page[^1].Id))
            {
                next = null;
                break;
            }
        }

        await http.JsonAsync(new SheetList(shown, next), PostalJson.Wire.SheetList);
    }

    private async Task GetAsync(HttpContext http, SheetKind kind)
    {
        var visit = Visit.Of(http);
        if (await FindAsync(visit.Staff(), kind, http) is not { } sheet)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        await http.JsonAsync(PostalViews.Of(sheet, visit.Sight(), withLines: true), PostalJson.Wire.SheetView);
    }

    private async Task<PostalSheet?> FindAsync(PostalStaff staff, SheetKind kind, HttpContext http) =>
        await consignments.SheetAsync(kind, SheetService.FullId(staff, (string)http.Request.RouteValues["id"]!), http.RequestAborted) is { } sheet && staff.Sees(sheet) ? sheet : null;

    private async Task OpenAsync(HttpContext http, SheetKind kind)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.SheetRequest);
        var visit = Visit.Of(http);
        problem ??= request!.Way is not (null or "to-post" or "to-agency") ? Problem.Invalid("/way", "enum", ("way phải là to-post hoặc to-agency.", "way must be to-post or to-agency."))
            : request.Operator is { } named && visit.Role is not PostalDescriptor.Role && !options.Operators.ContainsKey(named)
                ? Problem.Invalid("/operator", "enum", ("Không có đơn vị bưu chính này trong Post:Operators.", "Post:Operators names no such operator."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var way = request!.Way switch
        {
            "to-post" => HandoverWay.ToPost,
            "to-agency" => HandoverWay.ToAgency,
            _ => (HandoverWay?)null,
        };
        var opening = new SheetOpening(kind, request.Id ?? "", request.Operator, request.Office, way, request.At?.ToUniversalTime());
        await http.SendAsync(await sheets.OpenAsync(visit.Staff(), opening, visit.Commit(opening.Id), http.RequestAborted), PostalJson.Wire.SheetAnswer);
    }

    private async Task ChangeAsync(HttpContext http, SheetKind kind, string act)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.SheetChangeRequest);
        problem ??= request!.At is null ? new Problem(ProblemKinds.InvalidRequest) { Errors = [ActReader.Missing("/at")] } : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (visit, id) = (Visit.Of(http), (string)http.Request.RouteValues["id"]!);
        var change = new SheetChange
        {
            ActId = request!.ActId ?? "",
            Act = act,
            At = request.At!.Value.ToUniversalTime(),
            Numbers = request.Numbers,
            Name = request.Name,
            Disputes = request.Disputes,
            Amount = request.Amount,
        };
        await http.SendAsync(await sheets.ChangeAsync(visit.Staff(), kind, id, change, visit.Commit(id), http.RequestAborted), PostalJson.Wire.SheetAnswer);
    }

    private static string Words(string act) => act switch
    {
        SheetActs.Add => "Thêm / Add to",
        SheetActs.Remove => "Bỏ khỏi / Take off",
        SheetActs.Fill => "Thêm mọi khoản chưa nộp / Add all that is unremitted to",
        SheetActs.Close => "Chốt / Close",
        SheetActs.Confirm => "Xác nhận của một bên / One side confirms",
        _ => "Trung tâm nhận đủ tiền / The centre receives the money of",
    };
}
