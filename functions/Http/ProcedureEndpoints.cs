using Hub.Core.Procedures;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The local catalogue of procedures and its history.</summary>
internal sealed class ProcedureEndpoints(ICatalogue catalogue, HubSettings settings, TimeProvider clock) : IEndpointGroup
{
    private const string Tag = "procedures";
    private const int MaxHistory = 500;

    public void Map(RouteTable routes)
    {
        var readers = Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin);
        var writers = Access.To(Role.Operator, Role.Admin);
        var code = Doc.Path("code", "Mã thủ tục / The procedure code");
        routes.Add(readers, new Operation("listProcedures", Tag, "Danh mục thủ tục hiện hành / The current procedures")
        {
            Method = "GET",
            Path = "/procedures",
            Response = typeof(ProcedureList),
        }, ListAsync);
        routes.Add(readers, new Operation("getProcedure", Tag, "Một thủ tục / One procedure")
        {
            Method = "GET",
            Path = "/procedures/{code}",
            Parameters = [code],
            Response = typeof(Procedure),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
        routes.Add(readers, new Operation("getProcedureHistory", Tag, "Lịch sử thay đổi / Its changes, newest first")
        {
            Method = "GET",
            Path = "/procedures/{code}/history",
            Parameters = [code],
            Response = typeof(ProcedureHistory),
        }, HistoryAsync);
        routes.Add(writers, new Operation("importProcedures", Tag, "Nạp danh mục chính thức / Load an official list")
        {
            Method = "POST",
            Path = "/procedures/import",
            Request = typeof(ProceduresImport),
            Response = typeof(ProceduresImported),
            Problems = Doc.BodyProblems,
        }, ImportAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var all = await catalogue.ReadAsync(http.RequestAborted);
        await http.JsonAsync(new ProcedureList([.. all.Values.OrderBy(p => p.Code, StringComparer.Ordinal)]), HubJson.Wire.ProcedureList);
    }

    private async Task GetAsync(HttpContext http)
    {
        if (await catalogue.FindAsync((string)http.Request.RouteValues["code"]!, http.RequestAborted) is { } found)
        {
            await http.JsonAsync(found, HubJson.Wire.Procedure);
            return;
        }

        await http.ProblemAsync(ProblemKinds.NotFound);
    }

    private async Task HistoryAsync(HttpContext http)
    {
        var changes = await catalogue.HistoryAsync((string)http.Request.RouteValues["code"]!, MaxHistory, http.RequestAborted);
        await http.JsonAsync(new ProcedureHistory(changes), HubJson.Wire.ProcedureHistory);
    }

    // The serializer leaves an absent list null, whatever the record's own default is.
    private static Procedure Complete(Procedure p) => p with { Channels = p.Channels ?? [], ProcessingTimes = p.ProcessingTimes ?? [], Fees = p.Fees ?? [] };

    private async Task ImportAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.ProceduresImport, maxBytes: settings.Intake.MaxBodyBytes);
        var listed = (request?.Procedures ?? []).Select(Complete).ToList();
        problem ??= listed.Count == 0 || listed.Any(p => string.IsNullOrWhiteSpace(p.Code) || string.IsNullOrWhiteSpace(p.Name))
            ? Problem.Invalid("/procedures", "required", ("Danh sách cần ít nhất một thủ tục, mỗi thủ tục có code và name.", "The list needs at least one procedure, each with code and name."))
            : listed.DistinctBy(p => p.Code, StringComparer.Ordinal).Count() != listed.Count
                ? Problem.Invalid("/procedures", "duplicate", ("Một mã thủ tục xuất hiện hai lần.", "A procedure code is given twice."))
                : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var after = listed.ToDictionary(p => p.Code, StringComparer.Ordinal);
        var before = (await catalogue.ReadAsync(http.RequestAborted)).Where(p => after.ContainsKey(p.Key)).ToDictionary(StringComparer.Ordinal);
        var changes = CatalogueDiff.Between(before, after, clock.GetUtcNow(), "import");
        var added = changes.Count(c => c.Kind == "added");
        if (changes.Count > 0)
        {
            await catalogue.ApplyAsync(changes, Visit.Of(http).Commit($"{listed.Count} procedures", "imported"), http.RequestAborted);
        }

        await http.JsonAsync(new ProceduresImported(added, changes.Count - added, listed.Count - changes.Count), HubJson.Wire.ProceduresImported);
    }
}

public sealed record ProcedureList(IReadOnlyList<Procedure> Procedures);

public sealed record ProcedureHistory(IReadOnlyList<ProcedureChange> Changes);

/// <summary>An official list: what it does not name stays as it is.</summary>
public sealed record ProceduresImport([property: Needed] IReadOnlyList<Procedure>? Procedures = null);

public sealed record ProceduresImported(int Added, int Changed, int Unchanged);
