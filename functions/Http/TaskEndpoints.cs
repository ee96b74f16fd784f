using System.Globalization;
using Hub.Core;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>What waits for a person.</summary>
internal sealed class TaskEndpoints(ITasks tasks, IEnumerable<ITaskRules> rules, Wings wings, TimeProvider clock) : IEndpointGroup
{
    private const string Tag = "tasks";
    private const int MaxResult = 300;

    public void Map(RouteTable routes)
    {
        string[] staff = [.. wings.BoundRoles.Select(role => role.Name)];
        var workers = Access.To([Role.Operator, Role.Admin, .. staff]);
        routes.Add(Access.To([Role.Operator, Role.Admin, .. staff, Role.Auditor]), new Operation("listTasks", Tag, "Việc cần xử lý / What waits for a person")
        {
            Method = "GET",
            Path = "/tasks",
            Parameters =
            [
                new("ended", "Việc đã xong thay vì đang chờ / Ended ones instead", Values: ["true", "false"]), new("kind", "Loại việc / Kind"), new("dossier", "Mã hồ sơ / Dossier code"),
                Doc.Next, Doc.Limit,
            ],
            Response = typeof(TaskList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(workers, new Operation("getTask", Tag, "Một việc / One task")
        {
            Method = "GET",
            Path = "/tasks/{id}",
            Parameters = [Doc.Path("id", "id của việc / The task's id")],
            Response = typeof(WorkTask),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
        routes.Add(workers, new Operation("endTask", Tag, "Kết thúc việc với kết quả / End a task with its result")
        {
            Method = "POST",
            Path = "/tasks/{id}/end",
            Parameters = [Doc.Path("id", "id của việc / The task's id")],
            Request = typeof(TaskEndRequest),
            Response = typeof(WorkTask),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, EndAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var ended = query.Word("ended", ("true", true), ("false", false)) is true;
        var (kind, dossier, after, limit) = (query.Text("kind"), query.Text("dossier"), query.Text("after"), query.Limit());
        var cursor = Cursor(after);
        var problem = query.Problem ?? (after is not null && cursor is null ? Problem.Invalid("after", "format", ("Con trỏ không đúng; dùng “next” của trang trước.", "The cursor is wrong; use “next” of the page before.")) : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var staff = Visit.Of(http).Staff;
        var page = await tasks.ListAsync(!ended, kind, staff?.Organisation, dossier, cursor?.Due, cursor?.Id, limit, http.RequestAborted);
        var next = page.Count == limit ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].DueAt.UtcTicks}.{page[^1].Id:N}") : null;
        await http.JsonAsync(new TaskList(await SeenAsync(staff, page, http.RequestAborted), next), HubJson.Wire.TaskList);
    }

    private async Task GetAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } task)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        await http.JsonAsync(task, HubJson.Wire.WorkTask);
    }

    private async Task EndAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.TaskEndRequest);
        var task = await FindAsync(http);
        var result = request?.Result?.Trim();
        var visit = Visit.Of(http);
        problem ??= task is null ? new Problem(ProblemKinds.NotFound)
            : result is not { Length: > 0 and <= MaxResult } ? Problem.Invalid("/result", "maxLength", ($"Nêu kết quả, 1 đến {MaxResult} ký tự.", $"Give the result, 1 to {MaxResult} characters."))
            : rules.Select(rule => rule.Refuse(task, result)).FirstOrDefault(refusal => refusal is not null) is { } refusal ? Problem.Invalid("/result", "enum", refusal)
            : visit.Staff is not null && task.Owner != visit.Role ? new Problem(ProblemKinds.WrongState) { Text = ("Việc này do trung tâm xử lý.", "This task is the centre's to end.") }
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (!await tasks.EndAsync(task!.Id, clock.GetUtcNow(), visit.Caller.Id, result!, visit.Commit(task.Id.ToString(), task.Kind), http.RequestAborted))
        {
            visit.Undo();
            await http.ProblemAsync(ProblemKinds.WrongState);
            return;
        }

        await http.JsonAsync((await tasks.FindAsync(task.Id, http.RequestAborted))!, HubJson.Wire.WorkTask);
    }

    private async Task<WorkTask?> FindAsync(HttpContext http)
    {
        var staff = Visit.Of(http).Staff;
        return Guid.TryParse((string)http.Request.RouteValues["id"]!, out var id) && await tasks.FindAsync(id, http.RequestAborted) is { } task
            && (staff is null || (task.Operator == staff.Organisation && (await SeenAsync(staff, [task], http.RequestAborted)).Count > 0))
            ? task
            : null;
    }

    private async Task<IReadOnlyList<WorkTask>> SeenAsync(StaffBinding? staff, IReadOnlyList<WorkTask> page, CancellationToken ct)
    {
        if (staff?.Office is null)
        {
            return page;
        }

        foreach (var rule in rules)
        {
            page = page.Count == 0 ? page : await rule.SeenAsync(staff, page, ct);
        }

        return page;
    }

    private static (DateTimeOffset Due, Guid Id)? Cursor(string? after) =>
        after?.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var due) && due <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(id, out var guid)
            ? (new DateTimeOffset(due, TimeSpan.Zero), guid)
            : null;
}

/// <summary>What a party knows of its tasks.</summary>
internal interface ITaskRules
{
    /// <summary>Why a task cannot end with this result; null when it can, or when the task is not this party's.</summary>
    Bilingual? Refuse(WorkTask task, string result);

    /// <summary>Those that staff of one office may see. A task about another office's business is as little theirs as that is.</summary>
    Task<IReadOnlyList<WorkTask>> SeenAsync(StaffBinding staff, IReadOnlyList<WorkTask> tasks, CancellationToken ct);
}

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record TaskList(IReadOnlyList<WorkTask> Tasks, string? Next);

/// <param name="Result">What was done, 1 to 300 characters; no personal data.</param>
public sealed record TaskEndRequest([property: Needed] string? Result = null);
