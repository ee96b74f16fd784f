using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The append-only audit.</summary>
internal sealed class AuditEndpoints(IAuditLog audit) : IEndpointGroup
{
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
        routes.Add(readers, new Operation("verifyAudit", "audit", "Tính lại cả chuỗi / Recompute the whole chain")
        {
            Method = "GET",
            Path = "/audit/verify",
            Response = typeof(AuditVerdict),
        }, VerifyAsync);
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

    private async Task VerifyAsync(HttpContext http)
    {
        var broken = await audit.FirstBrokenAsync(http.RequestAborted);
        Visit.Of(http).Detail = broken is null ? "holds" : $"broken at {broken}";
        await http.JsonAsync(new AuditVerdict(broken is null, broken), HubJson.Wire.AuditVerdict);
    }

    private static AuditLineView View(AuditLine line) => new(
        line.Seq, line.Entry.At, line.Entry.Actor, line.Entry.Role, line.Entry.Act, line.Entry.Target, line.Entry.Result, line.Entry.Detail,
        line.Entry.TraceId, Convert.ToHexStringLower(line.Hash.Span));
}

/// <param name="Next">Give it as <c>after</c>; newest first as <c>before</c>, where 0 means that there are no more.</param>
public sealed record AuditList(IReadOnlyList<AuditLineView> Entries, long Next);

public sealed record AuditLineView(
    long Seq, DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail, string? TraceId, string Hash);

/// <param name="FirstBroken">Number of the first entry that is broken or missing; null when the chain holds.</param>
public sealed record AuditVerdict(bool Holds, long? FirstBroken);
