using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The append-only audit.</summary>
internal sealed class AuditEndpoints(IAuditLog audit) : IEndpointGroup
{
    private const int MostExpected = 20_000;

    // A number, a hash, and what JSON puts around them.
    private const int BytesOfHead = 96;

    public void Map(RouteTable routes)
    {
        var readers = Access.To(Role.Auditor, Role.Admin);
        routes.Add(readers, new Operation("listAudit", "audit", "Nhật ký, theo thứ tự hoặc mới nhất trước; lọc được khi mới nhất trước / The audit, in order or newest first; newest first it can be filtered")
        {
            Method = "GET",
            Path = "/audit",
            Parameters =
            [
                Doc.After, Doc.Limit, new("order", "Thứ tự / Order", Values: ["oldest", "newest"]),
                new("before", "Con trỏ khi mới nhất trước: chỉ những dòng trước số này / Cursor when newest first: only entries before this number", "integer"),
                new("actor", "Ai / Who"), new("act", "Việc / Act"), new("target", "Đối tượng / Target"), new("result", "Kết quả / Result", Values: ["allowed", "denied", "failed"]),
                new("since", "Từ lúc / Since", "date-time"), new("until", "Đến lúc / Until", "date-time"),
            ],
            Response = typeof(AuditList),
            Problems = [ProblemKinds.InvalidRequest],
        }, ListAsync);
        routes.Add(readers, new Operation("getAuditHead", "audit", "Đầu cuối của chuỗi, để ghi lại ở nơi khác / The end of the chain, to be noted elsewhere")
        {
            Method = "GET",
            Path = "/audit/head",
            Response = typeof(AuditHeadView),
        }, HeadAsync);
        routes.Add(readers, new Operation("verifyAudit", "audit", "Tính lại cả chuỗi / Recompute the whole chain")
        {
            Method = "GET",
            Path = "/audit/verify",
            Parameters = [new("expect", "SEQ:HASH đã ghi ở nơi khác; chuỗi phải có đúng dòng ấy / SEQ:HASH noted elsewhere; the chain must have exactly that entry")],
            Response = typeof(AuditVerdict),
            Problems = [ProblemKinds.InvalidRequest],
        }, VerifyAsync);
        routes.Add(readers, new Operation("verifyAuditHeads", "audit", "Tính lại cả chuỗi và đối chiếu nhiều SEQ:HASH / Recompute the whole chain and compare many SEQ:HASH")
        {
            Method = "POST",
            Path = "/audit/verify",
            Request = typeof(AuditExpectation),
            Response = typeof(AuditVerdict),
            Problems = Doc.BodyProblems,
        }, VerifyManyAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (after, limit) = (query.After(), query.Limit());
        var isNewestFirst = query.Word("order", ("oldest", false), ("newest", true)) is true;
        var before = query.Number("before", 0, 1, long.MaxValue);
        var filter = new AuditFilter(query.Text("actor"), query.Text("act"), query.Text("target"), query.Text("result"), query.Time("since"), query.Time("until"));
        var problem = query.Problem
            ?? (!isNewestFirst && (before > 0 || filter != new AuditFilter())
                ? Problem.Invalid("order", "required", ("“before” và các bộ lọc cần order=newest.", "“before” and the filters take order=newest."))
                : null);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (isNewestFirst)
        {
            var latest = await audit.LatestAsync(filter, before > 0 ? before : null, limit, http.RequestAborted);
            await http.JsonAsync(new AuditList([.. latest.Select(View)], latest.Count == limit ? latest[^1].Seq : 0), HubJson.Wire.AuditList);
            return;
        }

        var lines = await audit.ListAsync(after, limit, http.RequestAborted);
        await http.JsonAsync(new AuditList([.. lines.Select(View)], lines.Count > 0 ? lines[^1].Seq : after), HubJson.Wire.AuditList);
    }

    private async Task HeadAsync(HttpContext http) => await http.JsonAsync(View(await audit.HeadAsync(http.RequestAborted)), HubJson.Wire.AuditHeadView);

    private Task VerifyAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return query.Problem is { } problem ? http.ProblemAsync(problem) : VerifyAsync(http, query.Text("expect") is { } text ? [text] : [], "expect");
    }

    private async Task VerifyManyAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.AuditExpectation, maxBytes: MostExpected * BytesOfHead);
        await (problem is not null ? http.ProblemAsync(problem)
            : request!.Expect is { Count: > MostExpected } ? http.ProblemAsync(Problem.Invalid("/expect", "maxItems", ($"Tối đa {MostExpected} mục.", $"At most {MostExpected} entries.")))
            : VerifyAsync(http, request.Expect ?? [], "/expect"));
    }

    private async Task VerifyAsync(HttpContext http, IReadOnlyList<string> expect, string pointer)
    {
        var heads = expect.Select(AuditHead.Parse).ToList();
        if (heads.Contains(null))
        {
            await http.ProblemAsync(Problem.Invalid(pointer, "format", ("cần SEQ:HASH, với HASH là 64 chữ số thập lục phân.", "SEQ:HASH is needed, HASH being 64 hexadecimal digits.")));
            return;
        }

        var broken = await audit.FirstBrokenAsync(http.RequestAborted);
        var missing = new List<string>();
        foreach (var head in heads.OfType<AuditHead>())
        {
            if (!await head.IsInAsync(audit, http.RequestAborted))
            {
                missing.Add(head.ToString());
            }
        }

        Visit.Of(http).Detail = broken is not null ? $"broken at {broken}" : missing.Count > 0 ? $"{missing.Count} not in it" : "holds";
        await http.JsonAsync(
            new AuditVerdict(broken is null && missing.Count == 0, broken, View(await audit.HeadAsync(http.RequestAborted)), missing.Count > 0 ? missing : null), HubJson.Wire.AuditVerdict);
    }

    private static AuditHeadView View(AuditHead head) => new(head.Seq, Convert.ToHexStringLower(head.Hash.Span), head.ToString());

    private static AuditLineView View(AuditLine line) => new(
        line.Seq, line.Entry.At, line.Entry.Actor, line.Entry.Role, line.Entry.Act, line.Entry.Target, line.Entry.Result, line.Entry.Detail,
        line.Entry.TraceId, Convert.ToHexStringLower(line.Hash.Span));
}

/// <param name="Next">Give it as <c>after</c>; newest first as <c>before</c>, where 0 means that there are no more.</param>
public sealed record AuditList(IReadOnlyList<AuditLineView> Entries, long Next);

public sealed record AuditLineView(
    long Seq, DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail, string? TraceId, string Hash);

/// <param name="Holds">Whether the chain is whole and has every entry that was expected.</param>
/// <param name="FirstBroken">Number of the first entry that is broken or missing; null when the chain is whole.</param>
/// <param name="Head">The end of the chain now.</param>
/// <param name="Missing">What was expected and is not in the chain.</param>
public sealed record AuditVerdict(bool Holds, long? FirstBroken, AuditHeadView Head, IReadOnlyList<string>? Missing);

/// <param name="Hash">SHA-256, lower-case hex.</param>
/// <param name="Text"><c>SEQ:HASH</c>, as <c>hub audit verify --expect</c> takes it.</param>
public sealed record AuditHeadView(long Seq, string Hash, string Text);

/// <param name="Expect">Ends that were noted elsewhere, each <c>SEQ:HASH</c>; at most 20,000.</param>
public sealed record AuditExpectation(IReadOnlyList<string>? Expect = null);
