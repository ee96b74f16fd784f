using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Schemas.Explaining;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>Many acts in one list, as a scanner brings them at the end of a round.</summary>
internal sealed class PostalScanEndpoints(IConsignments consignments, ActService acts) : IEndpointGroup
{
    private const int MaxLines = 500;
    private const int MaxBody = 8 * 1024 * 1024;

    public void Map(RouteTable routes) => routes.Add(Access.To(PostalDescriptor.Role), new Operation(
        "postPostalScans", PostalDoc.Tag, "Ghi cả danh sách quét; mỗi dòng có kết quả riêng / Record a scan list; each line has its own verdict")
    {
        Method = "POST",
        Path = "/postal/scans",
        Request = typeof(ScanRequest),
        Response = typeof(ScanList),
        Problems = Doc.BodyProblems,
    }, ScanAsync);

    private async Task ScanAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, PostalJson.Wire.ScanLines, maxBytes: MaxBody);
        problem ??= request!.Scans is not { Count: > 0 and <= MaxLines }
            ? Problem.Invalid("/scans", "maxItems", ($"Cần 1 đến {MaxLines} dòng.", $"1 to {MaxLines} lines are needed."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var visit = Visit.Of(http);
        var staff = visit.Staff();
        var verdicts = new List<ScanVerdict>(request!.Scans!.Count);
        foreach (var line in request.Scans)
        {
            var (scan, unread) = RequestJson.Read(line, PostalJson.Wire.ScanLine);
            verdicts.Add(unread is not null ? Refused(Told(line, "actId"), Told(line, "number"), unread) : await LineAsync(staff, scan!, visit, http.RequestAborted));
        }

        visit.Detail = $"{verdicts.Count(verdict => verdict.Result is "done")} of {verdicts.Count} done";
        await http.JsonAsync(new ScanList(verdicts), PostalJson.Wire.ScanList);
    }

    private async Task<ScanVerdict> LineAsync(PostalStaff staff, ScanLine line, Visit visit, CancellationToken ct)
    {
        var errors = new List<SchemaViolation>();
        if (!ActKinds.TryParse(line.Act, out var kind))
        {
            errors.Add(new SchemaViolation("/act", "enum", ($"act phải là một trong: {string.Join(", ", ActKinds.Names)}.", $"act must be one of: {string.Join(", ", ActKinds.Names)}.")));
        }

        if (line.Number is null == line.Waybill is null)
        {
            errors.Add(new SchemaViolation("/number", "oneOf", ("Nêu number hoặc waybill.", "Give either number or waybill.")));
        }

        if (ActReader.Read(kind, line, errors) is not { } act)
        {
            return Refused(line.ActId, line.Number, new Problem(ProblemKinds.InvalidRequest) { Errors = errors });
        }

        var number = line.Number ?? (await consignments.OfWaybillAsync(staff.Operator!, line.Waybill!, ct))?.Number ?? "";
        var entry = visit.Entry("allowed") with { Act = $"postal.{kind.Name()}", Target = number, Detail = PostalVisit.Detail(act) is { } detail ? $"scan; {detail}" : "scan" };
        var result = await acts.DoAsync(staff, number, act, entry, ct);
        return result is ActResult<ActAnswer>.Done done
            ? new ScanVerdict(line.ActId, done.Answer.Number, "done", done.Answer)
            : Refused(line.ActId, line.Number, PostalAnswers.Problem(result)!);
    }

    // What a line that could not be read says of itself, so that its sender finds it again.
    private static string? Told(JsonElement line, string name)
    {
        try
        {
            return line.ValueKind is JsonValueKind.Object && line.TryGetProperty(name, out var value) ? RequestJson.Read(value, HubJson.Wire.String).Value : null;
        }
        catch (InvalidOperationException)
        {
            // Beside it stands a name that is no text.
            return null;
        }
    }

    private static ScanVerdict Refused(string? actId, string? number, Problem problem) => new(
        actId, number, problem.Kind.Name, null, (problem.Text ?? problem.Kind.Text).Vi, (problem.Text ?? problem.Kind.Text).En,
        problem.Errors.Count == 0 ? null : [.. problem.Errors.Select(error => new ProblemError(error.Pointer, error.Rule, error.Text.Vi, error.Text.En))]);
}

/// <param name="Scans">1 to 500, done in this order.</param>
public sealed record ScanRequest([property: Needed] IReadOnlyList<ScanLine?>? Scans = null);

/// <summary>A <see cref="ScanRequest"/> as it is read: line by line, since one that cannot be read must not stop the others.</summary>
public sealed record ScanLines([property: JsonConverter(typeof(PartsConverter))] IReadOnlyList<JsonElement>? Scans = null);

/// <summary>One line of a scan list: an act with what it is about.</summary>
public sealed record ScanLine : ActRequest
{
    /// <summary><c>claim</c>, <c>release</c>, <c>collected</c>, <c>handed-over</c>, <c>delivered</c> or <c>failed</c>.</summary>
    [Needed]
    public string? Act { get; init; }

    [Needed(OneOf = "consignment")]
    public string? Number { get; init; }

    /// <summary>In place of the number.</summary>
    [Needed(OneOf = "consignment")]
    public string? Waybill { get; init; }
}

/// <summary>What became of each line, in their order.</summary>
public sealed record ScanList(IReadOnlyList<ScanVerdict> Scans);

/// <param name="Result"><c>done</c>, or the name of the problem for which the line was not taken.</param>
/// <param name="Answer">Of a line that was taken.</param>
public sealed record ScanVerdict(
    string? ActId, string? Number, string Result, ActAnswer? Answer = null, string? Vi = null, string? En = null, IReadOnlyList<ProblemError>? Errors = null);
