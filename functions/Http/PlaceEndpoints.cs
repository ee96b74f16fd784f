using System.Text.RegularExpressions;
using Hub.Core.Places;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The administrative units since 2025-07 and what other lists (the former one, an operator's) call them.</summary>
internal sealed partial class PlaceEndpoints(IUnits units, IEnumerable<IUnitCache> caches, HubSettings settings) : IEndpointGroup
{
    private const string Tag = "units";
    private const int FewLost = 20;
    private static readonly string[] Levels = ["province", "district", "commune"];

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To([Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin, .. settings.Wings.BoundRoles.Select(role => role.Name)]), new Operation("listUnits", Tag, "Đơn vị hành chính cấp xã / Communes, wards and special zones")
        {
            Method = "GET",
            Path = "/units",
            Parameters = [new Parameter("province", "Mã tỉnh, hai số / Code of the province, two digits")],
            Response = typeof(UnitList),
        }, ListAsync);
        var writers = Access.To(Role.Operator, Role.Admin);
        routes.Add(writers, new Operation("importUnits", Tag, "Nạp toàn bộ danh mục đơn vị hành chính / Load the whole list of units")
        {
            Method = "POST",
            Path = "/units/import",
            Request = typeof(UnitsImport),
            Response = typeof(UnitsImported),
            Problems = Doc.BodyProblems,
        }, ImportAsync);
        routes.Add(writers, new Operation("importUnitCodes", Tag, "Nạp bảng mã của một danh mục khác: former hoặc tên đơn vị bưu chính / Load what another list calls the units: former, or an operator's name")
        {
            Method = "POST",
            Path = "/units/codes/{list}/import",
            Parameters = [Doc.Path("list", "former hoặc tên đơn vị bưu chính / former, or an operator's name")],
            Request = typeof(UnitCodesImport),
            Response = typeof(UnitCodesImported),
            Problems = Doc.BodyProblems,
        }, ImportCodesAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var province = query.Text("province");
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        await http.JsonAsync(new UnitList(await units.ListAsync(province, http.RequestAborted)), HubJson.Wire.UnitList);
    }

    private async Task ImportAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.UnitsImport, maxBytes: settings.Intake.MaxBodyBytes);
        var list = request?.Units ?? [];
        problem ??= Check(list) ?? await TornAsync(list, request!.MayShrink, http.RequestAborted);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        await units.ReplaceAsync(list, Visit.Of(http).Commit($"{list.Count} units", "imported"), http.RequestAborted);
        foreach (var cache in caches)
        {
            cache.Forget();
        }

        var provinces = list.Select(unit => unit.ProvinceCode).Distinct(StringComparer.Ordinal).Count();
        await http.JsonAsync(new UnitsImported(list.Count, provinces), HubJson.Wire.UnitsImported);
    }

    private async Task ImportCodesAsync(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["list"]!;
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.UnitCodesImport, maxBytes: settings.Intake.MaxBodyBytes);
        var lines = request?.Codes ?? [];
        problem ??= ListName().IsMatch(name) ? await CheckAsync(lines, http.RequestAborted)
            : Problem.Invalid("list", "pattern", ("Tên danh mục gồm chữ thường, số, dấu gạch nối, tối đa 40 ký tự.", "A list's name has lower-case letters, digits and hyphens, at most 40."));
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var codes = lines.Select(line => new UnitCode(name, line.Level!, line.Theirs!, line.Ours!)).ToList();
        await units.ReplaceCodesAsync(name, codes, Visit.Of(http).Commit(name, $"{codes.Count} codes imported"), http.RequestAborted);
        await http.JsonAsync(new UnitCodesImported(name, codes.Count), HubJson.Wire.UnitCodesImported);
    }

    // Every address and every operator's code hangs on this list: half of it in place of the whole would stop all bookings.
    private async Task<Problem?> TornAsync(IReadOnlyList<Unit> list, bool mayShrink, CancellationToken ct)
    {
        var known = mayShrink ? [] : await units.ListAsync(null, ct);
        var codes = list.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var lost = known.Count(unit => !codes.Contains(unit.Code));
        return lost <= Math.Max(FewLost, known.Count / 10) ? null : Problem.Invalid(
            "/units", "minItems",
            ($"Danh mục mới thiếu {lost} trong {known.Count} đơn vị đang dùng; kiểm tra tệp có bị cắt ngắn không. Nếu đúng, nạp lại với mayShrink (lệnh: --may-shrink).",
            $"The new list lacks {lost} of the {known.Count} units known now; see whether the file was torn off. If it is right, load it again with mayShrink (command: --may-shrink)."));
    }

    private static Problem? Check(IReadOnlyList<Unit> list)
    {
        if (list.Count == 0)
        {
            return Problem.Invalid("/units", "required", ("Danh mục cần ít nhất một đơn vị.", "The list needs at least one unit."));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var provinces = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var unit = list[i];
            if (unit is null || !CommuneCode().IsMatch(unit.Code ?? "") || !ProvinceCode().IsMatch(unit.ProvinceCode ?? ""))
            {
                return Problem.Invalid($"/units/{i}", "pattern", ("Mã xã có 5 số, mã tỉnh có 2 số.", "The code of a unit has 5 digits, of a province 2."));
            }

            if (string.IsNullOrWhiteSpace(unit.Name) || string.IsNullOrWhiteSpace(unit.ProvinceName))
            {
                return Problem.Invalid($"/units/{i}", "required", ("Thiếu tên đơn vị hoặc tên tỉnh.", "The name of the unit or of its province is missing."));
            }

            if (!seen.Add(unit.Code!))
            {
                return Problem.Invalid($"/units/{i}/code", "duplicate", ($"Mã {unit.Code} lặp lại.", $"The code {unit.Code} is there twice."));
            }

            if (!provinces.TryAdd(unit.ProvinceCode!, unit.ProvinceName!) && provinces[unit.ProvinceCode!] != unit.ProvinceName)
            {
                return Problem.Invalid($"/units/{i}/provinceName", "duplicate", ($"Mã tỉnh {unit.ProvinceCode} mang hai tên.", $"The province {unit.ProvinceCode} has two names."));
            }
        }

        return null;
    }

    private async Task<Problem?> CheckAsync(IReadOnlyList<UnitCodeLine> lines, CancellationToken ct)
    {
        if (lines.Count == 0)
        {
            return Problem.Invalid("/codes", "required", ("Bảng mã cần ít nhất một dòng.", "The list needs at least one line."));
        }

        var known = await units.ListAsync(null, ct);
        var communes = known.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var provinces = known.Select(unit => unit.ProvinceCode).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<(string, string, string)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line is null || !Levels.Contains(line.Level))
            {
                return Problem.Invalid($"/codes/{i}/level", "enum", ("level phải là province, district hoặc commune.", "level must be province, district or commune."));
            }

            if (line.Theirs is not { Length: > 0 and <= 40 })
            {
                return Problem.Invalid($"/codes/{i}/theirs", "required", ("theirs dài 1–40 ký tự.", "theirs has 1 to 40 characters."));
            }

            if (!(line.Level is "province" ? provinces : communes).Contains(line.Ours ?? ""))
            {
                return Problem.Invalid(
                    $"/codes/{i}/ours", "unknown", ("ours không có trong danh mục đơn vị hành chính; nạp danh mục đó trước.", "ours is in no list of units; load that list first."));
            }

            if (!seen.Add((line.Level!, line.Theirs, line.Ours!)))
            {
                return Problem.Invalid($"/codes/{i}", "duplicate", ("Dòng này lặp lại.", "This line is there twice."));
            }
        }

        return null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex ListName();

    [GeneratedRegex("^[0-9]{5}$")]
    private static partial Regex CommuneCode();

    [GeneratedRegex("^[0-9]{2}$")]
    private static partial Regex ProvinceCode();
}
