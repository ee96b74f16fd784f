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
        routes.Add(readers, new Operation("listAudit", "audit", "Nhật ký theo thứ tự / The audit in order")
        {
            Method = "GET",
            Path = "/audit",
            Parameters = [Doc.After, Doc.Limit],
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
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
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

public sealed record AuditList(IReadOnlyList<AuditLineView> Entries, long Next);

public sealed record AuditLineView(
    long Seq, DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail, string? TraceId, string Hash);

/// <param name="FirstBroken">Number of the first entry that is broken or missing; null when the chain holds.</param>
public sealed record AuditVerdict(bool Holds, long? FirstBroken);
