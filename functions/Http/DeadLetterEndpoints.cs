using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>What waits for a person, and what a person may decide.</summary>
internal sealed class DeadLetterEndpoints(IDeadLetters letters, DeadLetterEdits edits, DeadLetterEditKind guarded, Proposing proposing, PersonalMask mask, HubSettings settings) : IEndpointGroup
{
    private const string Tag = "dead letters";
    private const int MostNamed = 10;
    private readonly IntakeLimits _limits = new(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth);

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.Operator, Role.Auditor, Role.Admin), new Operation("listDeadLetters", Tag, "Các lần gửi chờ người xử lý / What waits for a person")
        {
            Method = "GET",
            Path = "/dead-letters",
            Parameters = [.. FilterParameters, Doc.After, Doc.Limit],
            Response = typeof(DeadLetterList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(Access.To(Role.Operator, Role.Auditor, Role.Admin), new Operation("getDeadLetter", Tag, "Một lần gửi với mọi lần thử / One envelope with every attempt")
        {
            Method = "GET",
            Path = "/dead-letters/{id}",
            KnowsTag = true,
            Parameters = [Id, new("reveal", "“body” để xem dữ liệu cá nhân khi cần sửa; được ghi nhật ký; chỉ operator và admin / “body” to see personal data where a mend needs it; audited; operator and admin only", Values: ["body"])],
            Response = typeof(DeadLetterDetail),
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound],
        }, GetAsync);
        var deciders = Access.To(Role.Operator, Role.Admin);
        routes.Add(deciders, new Operation("editDeadLetter", Tag, "Sửa dữ liệu; bản cũ được giữ; sửa tiền hoặc nhân thân thì chờ người thứ hai duyệt / Mend the body; the old one is kept; money and identity wait for a second person")
        {
            Method = "PUT",
            Path = "/dead-letters/{id}/body",
            KnowsTag = true,
            Parameters = [Id, new("reason", "Lý do, cho người duyệt / Why, for whoever approves")],
            Request = typeof(System.Text.Json.JsonElement),
            Response = typeof(DeadLetterDetail),
            Proposes = typeof(ProposalDetail),
            Problems =
            [
                ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.UnreadableBody, ProblemKinds.BodyTooLarge, ProblemKinds.EventTooLarge,
                ProblemKinds.SchemaViolation, ProblemKinds.MaskedBody, ProblemKinds.InvalidRequest, .. Proposing.Problems,
            ],
        }, EditAsync);
        Act(routes, deciders, "retry", "Gửi lại ngay / Retry now", needsReason: false, (id, _, audit, ct) => letters.RetryAsync(id, audit, ct));
        Act(routes, deciders, "skip", "Bỏ qua để các lần sau đi tiếp / Set aside, later ones flow on", needsReason: true, letters.SkipAsync);
        Act(routes, deciders, "discard", "Bỏ hẳn / Give up for good", needsReason: true, letters.DiscardAsync);
    }

    private static readonly Parameter Id = Doc.Path("id", "id của lần gửi / The envelope's id");

    private static readonly IReadOnlyList<Parameter> FilterParameters =
    [
        new("lane", "Kênh / Lane"), new("code", "Mã lý do / Reason code"), new("key", "Khóa giữ thứ tự trong kênh / Key that the lane keeps in order"),
        new("dossier", "Mã hồ sơ, trong mọi kênh / Dossier code, in every lane"), new("type", "Loại / Type"),
        new("since", "Từ lúc / Since", "date-time"), new("until", "Đến lúc / Until", "date-time"), new("state", "Trạng thái / State", Values: ["dead", "skipped"]),
    ];

    private void Act(
        RouteTable routes, Access access, string verb, string summary, bool needsReason,
        Func<DecidedLetter, string, AuditEntry, CancellationToken, Task<bool>> act)
    {
        var path = $"/dead-letters/{{id}}/{verb}";
        routes.Add(access, new Operation($"{verb}DeadLetter", Tag, summary)
        {
            Method = "POST",
            Path = path,
            KnowsTag = true,
            Parameters = [Id],
            Request = typeof(ReasonRequest),
            TakesNoBody = !needsReason,
            Needs = needsReason ? ["reason"] : [],
            Response = typeof(DeadLetterDetail),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, http => DecideAsync(http, verb, needsReason, act));
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var filter = new DeadLetterFilter(
            query.Text("lane"), query.Text("code"), query.Text("key"), query.Text("type"), query.Time("since"), query.Time("until"),
            query.Word("state", ("dead", EnvelopeState.Dead), ("skipped", EnvelopeState.Skipped)), query.Text("dossier"));
        var (after, limit) = (query.After(), query.Limit());
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var found = await letters.ListAsync(filter, after, limit, http.RequestAborted);
        var total = await letters.CountAsync(filter, http.RequestAborted);
        await http.JsonAsync(
            new DeadLetterList([.. found.Select(View)], total, found.Count == limit ? found[^1].Envelope.Seq : null), HubJson.Wire.DeadLetterList);
    }

    private async Task GetAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var reveal = query.Word("reveal", ("body", true)) is true;
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var visit = Visit.Of(http);
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

        if (!EntityTags.IsMet(http.Request, Tagged(found)))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
            return;
        }

        visit.Detail = reveal ? "revealed" : null;
        http.Response.Headers.ETag = Tagged(found);
        await http.JsonAsync(Detail(found, reveal), HubJson.Wire.DeadLetterDetail);
    }

    private async Task EditAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var reason = query.Text("reason")?.Trim();
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        using var body = await RequestBody.ReadAsync(http.Request, _limits.MaxEventBytes, http.RequestAborted);
        if (body is null)
        {
            await http.ProblemAsync(ProblemKinds.BodyTooLarge);
            return;
        }

        var (json, refusal) = StrictJson.Read(body.Span, _limits);
        if (refusal is not null || await FindAsync(http) is not { } found)
        {
            await http.ProblemAsync(refusal is null ? new Problem(ProblemKinds.NotFound) : Problem.Of(refusal));
            return;
        }

        if (!EntityTags.IsMet(http.Request, Tagged(found)))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
            return;
        }

        if (edits.Check(found.Envelope.Type, json) is { } wrong)
        {
            await http.ProblemAsync(Problem.Of(wrong));
            return;
        }

        if (guarded.Changed(found, json) is { Count: > 0 } changes)
        {
            // One that is still on its way may be dead by the time of the commit.
            if (found.State is not (EnvelopeState.Dead or EnvelopeState.Skipped))
            {
                await http.ProblemAsync(ProblemKinds.WrongState);
                return;
            }

            var why = string.IsNullOrEmpty(reason) ? string.Join(", ", changes.Select(change => change.Path).Take(MostNamed)) : reason;
            await proposing.AnswerAsync(http, guarded, found.Envelope.Id.ToString(), guarded.Basis(found, json), why);
            return;
        }

        var visit = Visit.Of(http);
        if (await letters.EditAsync(Compared(http, found), json, visit.Commit(found.Envelope.Id.ToString(), "edited"), http.RequestAborted))
        {
            await ShowAsync(http, found.Envelope.Id);
            return;
        }

        visit.Undo();
        await RefuseAsync(http, found.Envelope.Id);
    }

    private async Task DecideAsync(HttpContext http, string verb, bool needsReason, Func<DecidedLetter, string, AuditEntry, CancellationToken, Task<bool>> act)
    {
        var (reason, problem) = await Reason.ReadAsync(http, needsReason);
        if (problem is not null || await FindAsync(http) is not { } found)
        {
            await http.ProblemAsync(problem ?? new Problem(ProblemKinds.NotFound));
            return;
        }

        if (!EntityTags.IsMet(http.Request, Tagged(found)))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
            return;
        }

        var visit = Visit.Of(http);
        if (await act(Decided(http, found), reason ?? "", visit.Commit(found.Envelope.Id.ToString(), reason is null ? verb : $"{verb}: {reason}"), http.RequestAborted))
        {
            await ShowAsync(http, found.Envelope.Id);
            return;
        }

        visit.Undo();
        await RefuseAsync(http, found.Envelope.Id);
    }

    // Judged once more where the act commits: two who decide on the same state are not both right.
    private DecidedLetter Decided(HttpContext http, EnvelopeRecord found) =>
        new(found.Envelope.Id, EntityTags.IsAsked(http.Request) ? now => EntityTags.IsMet(http.Request, Tagged(now)) : null);

    // What touches nothing that is guarded in one body may touch it in the next.
    private DecidedLetter Compared(HttpContext http, EnvelopeRecord found)
    {
        var decided = Decided(http, found);
        return decided with { Stands = now => now.Envelope.Body.Span.SequenceEqual(found.Envelope.Body.Span) && decided.Stands?.Invoke(now) is not false };
    }

    private async Task RefuseAsync(HttpContext http, EnvelopeId id) =>
        await http.ProblemAsync(await letters.FindAsync(id, http.RequestAborted) is { } now && !EntityTags.IsMet(http.Request, Tagged(now)) ? ProblemKinds.PreconditionFailed : ProblemKinds.WrongState);

    private async Task ShowAsync(HttpContext http, EnvelopeId id)
    {
        var now = await letters.FindAsync(id, http.RequestAborted);
        http.Response.Headers.ETag = Tagged(now!);
        await http.JsonAsync(Detail(now!, reveal: false), HubJson.Wire.DeadLetterDetail);
    }

    private async Task<EnvelopeRecord?> FindAsync(HttpContext http) =>
        EnvelopeId.TryParse((string?)http.Request.RouteValues["id"], out var id) ? await letters.FindAsync(id, http.RequestAborted) : null;

    // The same, shown masked or whole: whoever mends it loads it whole.
    private string Tagged(EnvelopeRecord e) => EntityTags.Of(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Detail(e, reveal: true), HubJson.Wire.DeadLetterDetail));

    private static DeadLetterView View(EnvelopeRecord e) => new(
        e.Envelope.Id.ToString(), e.Envelope.Seq, e.Envelope.Lane, e.Envelope.Key, e.Envelope.Type, Views.Of(e.State), e.Code, e.Reason, e.Attempts,
        e.Envelope.CreatedAt, e.SettledAt);

    private DeadLetterDetail Detail(EnvelopeRecord e, bool reveal) => new(
        e.Envelope.Id.ToString(), e.Envelope.Seq, e.Envelope.Lane, e.Envelope.Key, e.Envelope.Type, Views.Of(e.State), e.Code, e.Reason, e.Attempts,
        e.IsDoubtful, e.Envelope.CreatedAt, e.SettledAt,
        Body(e.Envelope.Type, e.Envelope.Body, reveal), reveal, Views.History(e),
        [.. e.Edits.Select(edit => new EditView(edit.At, edit.OldAuthor, edit.NewAuthor, Body(e.Envelope.Type, edit.OldBody, reveal)))]);

    private System.Text.Json.JsonElement? Body(string type, ReadOnlyMemory<byte> body, bool reveal) =>
        reveal ? Views.Json(body) : Views.Masked(mask.Mask(type, body.Span));
}
