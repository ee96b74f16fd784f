using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Payments;
using Hub.Postal;
using Hub.Tests;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>What the description calls required is what the hub refuses to do without: each documented body, with one member taken out at a time.</summary>
public sealed class RequestShapeTests(RequestShapeTests.App hub) : IClassFixture<RequestShapeTests.App>
{
    private static readonly string Now = JsonSerializer.Serialize(DateTimeOffset.UtcNow);
    private static readonly string Act = $"\"actId\":\"shape-1\",\"at\":{Now},\"note\":\"x\",\"position\":{{\"latitude\":21.03,\"longitude\":105.85}}";
    private static readonly string Person = "\"person\":{\"name\":\"Nguyễn Văn Demo\",\"relation\":\"self\",\"identityChecked\":true,\"identityNumber\":\"001099123456\"}";
    private static readonly string Proof = $"{Person},\"cash\":{{\"amount\":1,\"receipt\":\"BL-1\"}},\"attachment\":{{\"kind\":\"photo\",\"content\":\"{Convert.ToBase64String(Picture.Jpeg)}\"}}";
    private static readonly string Change = $"\"actId\":\"shape-2\",\"at\":{Now}";

    // By operation; with all that it takes. Whoever adds an operation with a body adds its example.
    private static readonly Dictionary<string, (string Path, string Role, string Body)> Examples = new(StringComparer.Ordinal)
    {
        ["postEvents"] = ("/events", Role.CaseSystem, Event.Received("shape-1", "H40.SHAPE-1")),
        ["createKey"] = ("/keys", Role.Admin, "{\"role\":\"auditor\",\"name\":\"shape\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}"),
        ["rotateKey"] = ("/keys/none/rotate", Role.Admin, "{\"overlapHours\":1,\"expiresAt\":\"2999-01-01T00:00:00Z\"}"),
        ["createSubscription"] = ("/subscriptions", Role.CaseSystem, "{\"url\":\"https://10.1.2.3/hook\",\"types\":[\"*\"],\"active\":true,\"secret\":\"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"),
        ["changeSubscription"] = ("/subscriptions/none", Role.CaseSystem, "{\"url\":\"https://10.1.2.3/hook\",\"types\":[\"*\"],\"active\":false}"),
        ["ownSubscription"] = ("/subscriptions/none/owner", Role.Admin, "{\"owner\":\"token:none\"}"),
        ["replaySubscription"] = ("/subscriptions/none/replay", Role.CaseSystem, "{\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-02T00:00:00Z\",\"after\":1}"),
        ["verifyAuditHeads"] = ("/audit/verify", Role.Admin, $"{{\"expect\":[\"1:{new string('0', 64)}\"]}}"),
        ["propose"] = ("/approvals", Role.Admin, "{\"kind\":\"dead-letter-edit\",\"subject\":\"none\",\"after\":{},\"reason\":\"x\"}"),
        ["approveApproval"] = ($"/approvals/{Guid.Empty}/approve", Role.Admin, Reason),
        ["rejectApproval"] = ($"/approvals/{Guid.Empty}/reject", Role.Admin, Reason),
        ["withdrawApproval"] = ($"/approvals/{Guid.Empty}/withdraw", Role.Admin, Reason),
        ["proposeAccount"] = ("/accounts/proposals", PaymentsDescriptor.Role, "{\"bin\":\"970436\",\"number\":\"1234567890\",\"holder\":\"X\",\"validFrom\":\"2999-01-01\",\"validUntil\":\"2999-12-31\",\"feeTypes\":[\"x\"],\"agency\":\"H40\",\"shareKept\":1,\"reason\":\"x\"}"),
        ["printSheet"] = ("/accounts/sheets", PaymentsDescriptor.Role, "{\"counter\":\"QUAY01\",\"agency\":\"H40\",\"feeType\":\"x\"}"),
        ["openOrder"] = ("/payments/orders", PaymentsDescriptor.Role, "{\"request\":\"LPHC0000000\"}"),
        ["importProcedures"] = ("/procedures/import", Role.Admin, "{\"procedures\":[{\"code\":\"1.000656\",\"name\":\"Thủ tục\",\"fieldCode\":\"A\",\"fieldName\":\"B\",\"promulgatingAgency\":\"C\",\"executingAgency\":\"D\",\"channels\":[\"direct\"],\"processingTimes\":[\"5 WORKING_DAY\"],\"fees\":[1],\"updatedOn\":\"2026-01-01\"}]}"),
        ["importUnits"] = ("/units/import", Role.Admin, "{\"units\":[{\"code\":\"00004\",\"name\":\"Phường Demo\",\"provinceCode\":\"01\",\"provinceName\":\"Hà Nội\"}],\"mayShrink\":true}"),
        ["importUnitCodes"] = ("/units/codes/former/import", Role.Admin, "{\"codes\":[{\"level\":\"province\",\"theirs\":\"1\",\"ours\":\"01\"}]}"),
        ["planRedrive"] = ("/redrives", Role.Operator, "{\"filter\":{\"lane\":\"none\",\"code\":\"x\",\"key\":\"x\",\"type\":\"x\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-02T00:00:00Z\",\"state\":\"dead\",\"dossier\":\"x\"},\"ratePerSecond\":1}"),
        ["startRedrive"] = ("/redrives/none/start", Role.Operator, Reason),
        ["stopRedrive"] = ("/redrives/none/stop", Role.Operator, Reason),
        ["pauseLane"] = ("/lanes/none/pause", Role.Operator, Reason),
        ["resumeLane"] = ("/lanes/none/resume", Role.Operator, Reason),
        ["retryDeadLetter"] = ($"/dead-letters/{Guid.Empty}/retry", Role.Operator, Reason),
        ["skipDeadLetter"] = ($"/dead-letters/{Guid.Empty}/skip", Role.Operator, Reason),
        ["discardDeadLetter"] = ($"/dead-letters/{Guid.Empty}/discard", Role.Operator, Reason),
        ["endTask"] = ($"/tasks/{App.Task}/end", Role.Operator, "{\"result\":\"x\"}"),
        ["verifyPortal"] = ("/verify", Role.Operator, "{\"days\":1,\"limit\":1,\"heal\":false}"),
        ["postPostalScans"] = ("/postal/scans", PostalDescriptor.Role, $"{{\"scans\":[{{\"act\":\"claim\",\"number\":\"none\",{Act}}}]}}"),
        ["claimPostalJob"] = ("/postal/jobs/none/claim", PostalDescriptor.Role, $"{{{Act}}}"),
        ["releasePostalJob"] = ("/postal/jobs/none/release", PostalDescriptor.Role, $"{{{Act},\"office\":\"100000\"}}"),
        ["collectPostalJob"] = ("/postal/jobs/none/collected", PostalDescriptor.Role, $"{{{Act},\"papers\":[{{\"id\":\"p-1\",\"count\":1}}],{Proof}}}"),
        ["handOverPostalJob"] = ("/postal/jobs/none/handed-over", PostalDescriptor.Role, $"{{{Act},\"office\":\"100000\"}}"),
        ["deliverPostalJob"] = ("/postal/jobs/none/delivered", PostalDescriptor.Role, $"{{{Act},{Proof}}}"),
        ["failPostalJob"] = ("/postal/jobs/none/failed", PostalDescriptor.Role, $"{{{Act},\"reason\":\"no-answer\",\"stage\":\"delivery\"}}"),
        ["openPostalManifest"] = ("/postal/manifests", PostalDescriptor.Role, $"{{\"id\":\"shape-m\",\"operator\":\"vnpost\",\"office\":\"100000\",\"at\":{Now}}}"),
        ["openPostalHandover"] = ("/postal/handovers", PostalDescriptor.Role, $"{{\"id\":\"shape-h\",\"operator\":\"vnpost\",\"office\":\"100000\",\"way\":\"to-post\",\"at\":{Now}}}"),
        ["openPostalRemittance"] = ("/postal/remittances", PostalDescriptor.Role, $"{{\"id\":\"shape-r\",\"operator\":\"vnpost\",\"office\":\"100000\",\"at\":{Now}}}"),
        ["addPostalManifest"] = Sheet("manifests", "add", ",\"numbers\":[\"none\"]"),
        ["removePostalManifest"] = Sheet("manifests", "remove", ",\"numbers\":[\"none\"]"),
        ["closePostalManifest"] = Sheet("manifests", "close", ",\"name\":\"x\""),
        ["addPostalHandover"] = Sheet("handovers", "add", ",\"numbers\":[\"none\"]"),
        ["removePostalHandover"] = Sheet("handovers", "remove", ",\"numbers\":[\"none\"]"),
        ["closePostalHandover"] = Sheet("handovers", "close", ",\"name\":\"x\""),
        ["confirmPostalHandover"] = Sheet("handovers", "confirm", ",\"name\":\"x\",\"disputes\":[{\"number\":\"none\",\"note\":\"x\"}]"),
        ["fillPostalRemittance"] = Sheet("remittances", "fill", ""),
        ["addPostalRemittance"] = Sheet("remittances", "add", ",\"numbers\":[\"none\"]"),
        ["removePostalRemittance"] = Sheet("remittances", "remove", ",\"numbers\":[\"none\"]"),
        ["closePostalRemittance"] = Sheet("remittances", "close", ",\"name\":\"x\""),
        ["receivePostalRemittance"] = Sheet("remittances", "receive", ",\"name\":\"x\",\"amount\":1", Role.Operator),
        ["printPostalLabels"] = ("/postal/labels", PostalDescriptor.Role, "{\"numbers\":[\"none\"]}"),
        ["addWaybillRange"] = ("/postal/waybill-ranges", Role.Operator, "{\"operator\":\"vnpost\",\"id\":\"R1\",\"prefix\":\"CN\",\"suffix\":\"VN\",\"digits\":8,\"hasCheckDigit\":true,\"first\":1,\"last\":9}"),
        ["fetchWaybillRange"] = ("/postal/waybill-ranges/fetch", Role.Operator, "{\"operator\":\"far\",\"quantity\":1}"),
        ["closeWaybillRange"] = ("/postal/waybill-ranges/close", Role.Operator, "{\"operator\":\"vnpost\",\"id\":\"none\"}"),
    };

    private const string Reason = "{\"reason\":\"x\"}";

    private static (string, string, string) Sheet(string folder, string act, string more, string role = PostalDescriptor.Role) => ($"/postal/{folder}/none/{act}", role, $"{{{Change}{more}}}");

    [Fact]
    public async Task A_body_is_refused_without_a_required_member_and_taken_without_an_optional_one()
    {
        var document = (await hub.GetAsync("/openapi.json", Role.Admin)).Json;
        var (wrong, seen) = (new List<string>(), 0);
        var shapes = Shapes(document).ToDictionary(each => each.Id, each => each.Shape);
        Assert.Equal(shapes.Keys.Order(StringComparer.Ordinal), Examples.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, (path, role, body)) in Examples)
        {
            var shape = shapes[id];
            var whole = await hub.SendAsync(MethodOf(id), path, role, body, MediaOf(id));
            if (IsRefused(whole))
            {
                wrong.Add($"{id}: the whole example is refused: {whole.Text}");
            }

            foreach (var (member, isRequired) in Members(document, shape, JsonNode.Parse(body)!, ""))
            {
                var reply = await hub.SendAsync(MethodOf(id), path, role, Without(body, member), MediaOf(id));
                seen++;
                if (IsRefused(reply) != isRequired)
                {
                    wrong.Add($"{id} without {(isRequired ? "required" : "optional")} {member}: {reply.Status} {reply.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(seen, 150, int.MaxValue);
    }

    [Fact]
    public async Task A_body_may_be_left_out_only_where_the_description_says_so()
    {
        var document = (await hub.GetAsync("/openapi.json", Role.Admin)).Json;
        var wrong = new List<string>();
        foreach (var operation in Operations(document).Where(operation => Examples.ContainsKey(operation.GetProperty("operationId").GetString()!)))
        {
            var id = operation.GetProperty("operationId").GetString()!;
            var (path, role, _) = Examples[id];
            var reply = await hub.SendAsync(MethodOf(id), path, role);
            var isNeeded = operation.GetProperty("requestBody").TryGetProperty("required", out var required) && required.GetBoolean();
            if ((reply.Status is 400 or 415) != isNeeded)
            {
                wrong.Add($"{id} without a body: {reply.Status} {reply.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string MethodOf(string id) => id is "changeSubscription" ? "PUT" : "POST";

    private static string MediaOf(string id) => id is "postEvents" ? "application/cloudevents+json" : "application/json";

    // A scan list answers line by line.
    private static bool IsRefused(HubApp.Reply reply) => reply.Status is 400 or 422
        || (reply.Status == 200 && reply.Text.Contains("\"result\":\"invalid-request\"", StringComparison.Ordinal));

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).Where(operation => operation.TryGetProperty("requestBody", out _));

    // What partners push has no shape of ours.
    private static IEnumerable<(string Id, JsonElement Shape)> Shapes(JsonElement document) =>
        from operation in Operations(document)
        let content = operation.GetProperty("requestBody").GetProperty("content")
        let shape = content.EnumerateObject().First().Value.GetProperty("schema")
        where shape.EnumerateObject().Any()
        select (operation.GetProperty("operationId").GetString()!, shape);

    private static IEnumerable<(string Member, bool IsRequired)> Members(JsonElement document, JsonElement shape, JsonNode example, string at)
    {
        var parts = Parts(document, shape).ToList();
        if (example is JsonArray { Count: > 0 } list)
        {
            return parts.Where(part => part.TryGetProperty("items", out _)).SelectMany(part => Members(document, part.GetProperty("items"), list[0]!, at + "/0"));
        }

        if (example is not JsonObject members || parts.Count == 0)
        {
            return [];
        }

        var required = parts.SelectMany(part => Names(part)).ToHashSet();
        var either = parts.Where(part => part.TryGetProperty("oneOf", out _)).SelectMany(part => part.GetProperty("oneOf").EnumerateArray()).SelectMany(Names).ToHashSet();
        return members.SelectMany(member =>
        {
            var inner = parts.Select(part => part.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Key, out var of) ? of : default).FirstOrDefault(of => of.ValueKind is not JsonValueKind.Undefined);
            Assert.True(inner.ValueKind is not JsonValueKind.Undefined, $"{at}/{member.Key} is not described.");
            return Members(document, inner, member.Value!, $"{at}/{member.Key}").Prepend(($"{at}/{member.Key}", required.Contains(member.Key) || either.Contains(member.Key)));
        });
    }

    // Data of events is held by their own schemas and samples.
    private static IEnumerable<JsonElement> Parts(JsonElement document, JsonElement shape) =>
        shape.TryGetProperty("$ref", out var reference) ? Parts(document, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!["#/components/schemas/".Length..]))
        : shape.TryGetProperty("allOf", out var all) ? all.EnumerateArray().SelectMany(part => Parts(document, part))
        : shape.TryGetProperty("anyOf", out _) ? []
        : [shape];

    private static IEnumerable<string> Names(JsonElement shape) => shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static string Without(string body, string pointer)
    {
        var root = JsonNode.Parse(body)!;
        var parts = pointer.Split('/')[1..];
        var holder = parts[..^1].Aggregate(root, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
        holder.AsObject().Remove(parts[^1]);
        return root.ToJsonString();
    }

    /// <summary>A hub with two operators, one of which allots waybill numbers and cannot be reached, and a task to end.</summary>
    public sealed class App : HubApp, IAsyncLifetime
    {
        public static readonly Guid Task = new("00000000-0000-0000-0000-0000000000a1");

        protected override string[] Settings =>
        [
            "--Post:Operators:vnpost:Dialect=desk", "--Post:Operators:far:Dialect=lgsp", "--Post:Operators:far:BaseAddress=http://127.0.0.1:1/", "--Post:Operators:far:CustomerCode=C1", "--Post:Operators:far:Key=k", "--Post:Operators:far:Secret=s",
            "--CaseSystem:AllowedNetworks:0=10.1.0.0/16",
        ];

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var now = DateTimeOffset.UtcNow;
            await App.Services.GetRequired<ITasks>().OpenAsync([new WorkTask(Task, "shape-kind", "S-1", null, Role.Operator, null, now, now.AddDays(1), "Việc.", "A task.")], CancellationToken.None);
        }
    }
}
