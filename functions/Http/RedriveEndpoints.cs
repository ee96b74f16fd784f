using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>Redrives by filter: planned and counted, then started, then watched.</summary>
internal sealed class RedriveEndpoints(IRedrives redrives, RedriveStep step) : IEndpointGroup
{
    private const string Tag = "redrives";
    private const double MaxRate = 1000;

    public void Map(RouteTable routes)
    {
        var deciders = Access.To(Role.Operator, Role.Admin);
        routes.Add(deciders, new Operation("planRedrive", Tag, "Lập kế hoạch gửi lại theo bộ lọc; cho biết số lượng trước / Plan a redrive by filter; says how many first")
        {
            Method = "POST",
            Path = "/redrives",
            Request = typeof(RedriveRequest),
            Response = typeof(RedriveView),
            Status = StatusCodes.Status201Created,
            Problems = Doc.BodyProblems,
        }, PlanAsync);
        routes.Add(Access.To(Role.Operator, Role.Auditor, Role.Admin), new Operation("getRedrive", Tag, "Tiến độ gửi lại / How a redrive goes")
        {
            Method = "GET",
            Path = "/redrives/{id}",
            Parameters = [Id],
            Response = typeof(RedriveView),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
        Act(routes, deciders, "start", "Bắt đầu gửi lại / Start it", StartAsync);
        Act(routes, deciders, "stop", "Dừng gửi lại / Stop it", (id, reason, audit, ct) => redrives.StopAsync(id, reason ?? "stopped by a person", audit, ct));
    }

    private static readonly Parameter Id = Doc.Path("id", "id của kế hoạch / The redrive's id");

    private void Act(RouteTable routes, Access access, string verb, string summary, Func<string, string?, AuditEntry, CancellationToken, Task<bool>> act)
    {
        var path = $"/redrives/{{id}}/{verb}";
        routes.Add(access, new Operation($"{verb}Redrive", Tag, summary)
        {
            Method = "POST",
            Path = path,
            Parameters = [Id],
            Request = typeof(ReasonRequest),
            TakesNoBody = true,
            Response = typeof(RedriveView),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, http => ActAsync(http, act));
    }

    private async Task<bool> StartAsync(string id, string? reason, AuditEntry audit, CancellationToken ct)
    {
        var started = await redrives.StartAsync(id, audit, ct);
        step.Wake.Ring();
        return started;
    }

    private async Task PlanAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.RedriveRequest);
        var asked = request?.Filter ?? new RedriveFilter();
        EnvelopeState? state = asked.State switch { "dead" => EnvelopeState.Dead, "skipped" => EnvelopeState.Skipped, _ => null };
        problem ??= asked.State is not null && state is null
            ? Problem.Invalid("/filter/state", "enum", ("state phải là dead hoặc skipped.", "state must be dead or skipped."))
            : request!.RatePerSecond is not (> 0 and <= MaxRate)
                ? Problem.Invalid("/ratePerSecond", "range", ("ratePerSecond phải lớn hơn 0 và không quá 1000.", "ratePerSecond must be above 0 and at most 1000."))
                : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var filter = new DeadLetterFilter(asked.Lane, asked.Code, asked.Key, asked.Type, asked.Since, asked.Until, state, asked.Dossier);
        var plan = await redrives.PlanAsync(filter, request!.RatePerSecond, Visit.Of(http).Commit(asked.Lane, "planned"), http.RequestAborted);
        http.Response.Headers.Location = $"/redrives/{plan.Id}";
        await http.JsonAsync(View(plan), HubJson.Wire.RedriveView, StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext http)
    {
        if (await redrives.FindAsync((string)http.Request.RouteValues["id"]!, http.RequestAborted) is { } found)
        {
            await http.JsonAsync(View(found), HubJson.Wire.RedriveView);
            return;
        }

        await http.ProblemAsync(ProblemKinds.NotFound);
    }

    private async Task ActAsync(HttpContext http, Func<string, string?, AuditEntry, CancellationToken, Task<bool>> act)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var (reason, problem) = await Reason.ReadAsync(http);
        problem ??= await redrives.FindAsync(id, http.RequestAborted) is null ? new Problem(ProblemKinds.NotFound) : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var visit = Visit.Of(http);
        if (await act(id, reason, visit.Commit(id, reason), http.RequestAborted))
        {
            await http.JsonAsync(View((await redrives.FindAsync(id, http.RequestAborted))!), HubJson.Wire.RedriveView);
            return;
        }

        visit.Undo();
        await http.ProblemAsync(ProblemKinds.WrongState);
    }

    private static RedriveView View(Redrive r) => new(
        r.Id, r.State, r.Planned, r.Released, r.Succeeded, r.FailedAgain, r.RatePerSecond, r.PlannedBy, r.PlannedAt, r.StopReason);
}

/// <param name="RatePerSecond">How fast, above 0 and at most 1,000.</param>
public sealed record RedriveRequest(RedriveFilter? Filter = null, double RatePerSecond = 10);

/// <summary>Which dead letters, all conditions together.</summary>
/// <param name="State"><c>dead</c> or <c>skipped</c>.</param>
public sealed record RedriveFilter(
    string? Lane = null, string? Code = null, string? Key = null, string? Type = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    string? State = null, string? Dossier = null);

/// <param name="State"><c>planned</c>, <c>running</c>, <c>done</c> or <c>stopped</c>.</param>
public sealed record RedriveView(
    string Id, string State, long Planned, long Released, long Succeeded, long FailedAgain, double RatePerSecond, string PlannedBy, DateTimeOffset PlannedAt,
    string? StopReason);
