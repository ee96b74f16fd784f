using System.Text;
using Hub.Core.Approvals;
using Hub.Core.Intake;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>What needs two people: proposals and their decisions.</summary>
internal sealed class ApprovalEndpoints(IProposals proposals, IEnumerable<IProposalKind> kinds, Proposing proposing, ApprovalViews views, HubSettings settings) : IEndpointGroup
{
    private const string Tag = "approvals";
    private const int MaxSubject = 200;
    private const int Around = 8 * 1024;
    private readonly IntakeLimits _limits = new(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth);

    public void Map(RouteTable routes)
    {
        string[] people = [.. kinds.SelectMany(kind => kind.Roles).Concat([Role.Operator, Role.Admin]).Distinct(StringComparer.Ordinal)];
        var readers = Access.To([.. people, Role.Auditor]);
        routes.Add(readers, new Operation("listApprovals", Tag, "Đề nghị cần hai người, theo thứ tự lập / What needs two people, in the order of proposing")
        {
            Method = "GET",
            Path = "/approvals",
            Parameters =
            [
                new("state", "Trạng thái / State", Values: [.. Enum.GetValues<ProposalState>().Select(ProposalStates.Name)]), new("kind", "Loại / Kind"),
                new("subject", "Về mục nào / About what"), Doc.Next, Doc.Limit,
            ],
            Response = typeof(ProposalList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(readers, new Operation("getApproval", Tag, "Một đề nghị, trước và sau / One proposal, before and after")
        {
            Method = "GET",
            Path = "/approvals/{id}",
            KnowsTag = true,
            Parameters = [Id, new("reveal", "“body” để xem dữ liệu cá nhân khi quyết định; được ghi nhật ký; không dành cho auditor / “body” to see personal data where a decision needs it; audited; not for the auditor", Values: ["body"])],
            Response = typeof(ProposalDetail),
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound],
        }, GetAsync);
        routes.Add(Access.To(people), new Operation("propose", Tag, "Đề nghị một việc cần hai người / Propose what needs two people")
        {
            Method = "POST",
            Path = "/approvals",
            Request = typeof(ProposalRequest),
            Response = typeof(ProposalDetail),
            Status = StatusCodes.Status201Created,
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.SchemaViolation, ProblemKinds.MaskedBody, ProblemKinds.EventTooLarge, .. Proposing.Problems, .. Doc.BodyProblems,
            ],
        }, ProposeAsync);
        Act(routes, people, ProposalAct.Approve, "Duyệt và thực hiện ngay / Approve, which carries it out", ProblemKinds.SamePerson, ProblemKinds.SubjectMoved);
        Act(routes, people, ProposalAct.Reject, "Từ chối, nêu lý do / Reject, with the reason", ProblemKinds.SamePerson);
        Act(routes, people, ProposalAct.Withdraw, "Rút lại đề nghị của mình / Withdraw one's own", ProblemKinds.NotMaker);
    }

    private static readonly Parameter Id = Doc.Path("id", "id của đề nghị / The proposal's id");

    private void Act(RouteTable routes, string[] people, ProposalAct act, string summary, params IReadOnlyList<ProblemKind> problems)
    {
        var verb = act.ToString().ToLowerInvariant();
        var path = $"/approvals/{{id}}/{verb}";
        routes.Add(Access.To(people), new Operation($"{verb}Approval", Tag, summary)
        {
            Method = "POST",
            Path = path,
            KnowsTag = true,
            Parameters = [Id],
            Request = typeof(ReasonRequest),
            Needs = act is ProposalAct.Reject ? ["reason"] : [],
            TakesNoBody = act is not ProposalAct.Reject,
            Response = typeof(ProposalDetail),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.ProposalLapsed, ProblemKinds.PersonNeeded, .. problems, .. Doc.BodyProblems],
        }, http => DecideAsync(http, act));
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var filter = new ProposalFilter(
            query.Word("state", [.. Enum.GetValues<ProposalState>().Select(state => (ProposalStates.Name(state), state))]), query.Text("kind"), query.Text("subject"));
        var (after, limit) = (query.Text("after"), query.Limit());
        Guid? seen = Guid.TryParseExact(after, "D", out var id) ? id : null;
        var problem = query.Problem ?? (after is not null && seen is null ? Problem.Invalid("after", "format", ("Con trỏ không đúng; dùng “next” của trang trước.", "The cursor is wrong; use “next” of the page before.")) : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var page = await proposals.ListAsync(filter, seen, limit, http.RequestAborted);
        await http.JsonAsync(new ProposalList([.. page.Select(views.Summary)], page.Count == limit ? page[^1].Id.ToString() : null), HubJson.Wire.ProposalList);
    }

    private async Task GetAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var reveal = query.Word("reveal", ("body", true)) is true;
        var visit = Visit.Of(http);
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (reveal && visit.Role is Role.Auditor)
        {
            visit.Detail = "reveal";
            await http.ProblemAsync(ProblemKinds.Forbidden);
            return;
        }

        if (await FindAsync(http) is not { } found)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        // Whoever has no part in such a thing sees that it is there, and no person in it.
        if (reveal && MayNot(http, kinds.FirstOrDefault(kind => kind.Name == found.Kind)) is { } barred)
        {
            visit.Detail = "reveal";
            await http.ProblemAsync(barred);
            return;
        }

        if (!EntityTags.IsMet(http.Request, views.Tag(found)))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
            return;
        }

        visit.Detail = reveal ? "revealed" : null;
        http.Response.Headers.ETag = views.Tag(found);
        await http.JsonAsync(views.Detail(found, reveal), HubJson.Wire.ProposalDetail);
    }

    private async Task ProposeAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.ProposalRequest, maxBytes: settings.Intake.MaxEventBytes + Around);
        var kind = kinds.FirstOrDefault(known => known.Name == request?.Kind);
        var (subject, reason) = (request?.Subject?.Trim(), request?.Reason?.Trim());
        problem ??= kind is null ? Problem.Invalid("/kind", "enum", ($"kind phải là một trong: {Kinds()}.", $"kind must be one of: {Kinds()}."))
            : subject is not { Length: > 0 and <= MaxSubject } ? Problem.Invalid("/subject", "required", ($"subject dài từ 1 đến {MaxSubject} ký tự.", $"subject has 1 to {MaxSubject} characters."))
            : reason is not { Length: > 0 and <= Proposing.MaxReason } ? Problem.Invalid("/reason", "required", ($"Nêu lý do, 1 đến {Proposing.MaxReason} ký tự.", $"Give the reason, 1 to {Proposing.MaxReason} characters."))
            : request!.After is null ? Problem.Invalid("/after", "required", ("Cần nêu nội dung mới trong after.", "after must say what is to be."))
            : MayNot(http, kind);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var (json, refusal) = StrictJson.Read(Encoding.UTF8.GetBytes(request!.After!.Value.GetRawText()), _limits);
        var (basis, wrong) = refusal is null ? await kind!.WeighAsync(subject!, json, http.RequestAborted) : (null, refusal);
        if (basis is null)
        {
            await http.ProblemAsync(Problem.Of(wrong!));
            return;
        }

        await proposing.AnswerAsync(http, kind!, subject!, basis, reason!, StatusCodes.Status201Created);
    }

    private async Task DecideAsync(HttpContext http, ProposalAct act)
    {
        var (reason, problem) = await Reason.ReadAsync(http, isRequired: act is ProposalAct.Reject);
        if (problem is not null || await FindAsync(http) is not { } found)
        {
            await http.ProblemAsync(problem ?? new Problem(ProblemKinds.NotFound));
            return;
        }

        var visit = Visit.Of(http);
        problem = !EntityTags.IsMet(http.Request, views.Tag(found)) ? new Problem(ProblemKinds.PreconditionFailed)
            : MayNot(http, kinds.FirstOrDefault(kind => kind.Name == found.Kind))
            ?? (visit.Caller.Person is null ? new Problem(ProblemKinds.PersonNeeded) : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var result = await proposals.DecideAsync(found.Id, act, visit.Caller.Person!, reason, visit.Commit(found.Id.ToString()), http.RequestAborted);
        if (result.Refusal is { } refusal)
        {
            visit.Undo();
            await http.ProblemAsync(Proposing.Of(refusal));
            return;
        }

        await views.ShowAsync(http, result.Proposal!);
    }

    // One kind's people are not another's.
    private static Problem? MayNot(HttpContext http, IProposalKind? kind) =>
        kind is null || Visit.Of(http).Caller.Roles.Any(kind.Roles.Contains) ? null : new Problem(ProblemKinds.Forbidden);

    private string Kinds() => string.Join(", ", kinds.Select(kind => kind.Name));

    private async Task<Proposal?> FindAsync(HttpContext http) =>
        Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id) ? await proposals.FindAsync(id, http.RequestAborted) : null;
}
