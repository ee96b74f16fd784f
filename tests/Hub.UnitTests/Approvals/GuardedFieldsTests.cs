using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Approvals;
using Hub.Core.Parties;
using Hub.UnitTests.Schemas;
using Xunit;

namespace Hub.UnitTests.Approvals;

public sealed class GuardedFieldsTests
{
    private const string Received = "vn.onestop.dossier.received.v1";
    private const string Own = "connector.own.v1";

    [Fact]
    public async Task What_is_neither_money_nor_identity_is_changed_by_one_person() =>
        Assert.Empty(await ChangedAsync(body =>
        {
            body["channel"] = "postal";
            body["applicant"]!["phone"] = "0900000000";
            body["applicant"]!["address"] = "nơi khác";
        }));

    [Fact]
    public async Task The_applicants_name_and_numbers_are_identity()
    {
        Assert.Equal(["/applicant/name identity"], await ChangedAsync(body => body["applicant"]!["name"] = "Người Khác"));
        Assert.Equal(["/applicant/identity/0 identity"], await ChangedAsync(body => body["applicant"]!["identity"]![0]!["number"] = "000000000000"));
        Assert.Equal(["/applicant/identity/0 identity", "/applicant/identity/1 identity"], await ChangedAsync(body => body["applicant"]!.AsObject().Remove("identity")));
        Assert.Contains("/applicant/name identity", await ChangedAsync(body => body.Remove("applicant")));
    }

    [Fact]
    public async Task An_amount_is_money_wherever_it_lies()
    {
        Assert.Equal(["/fees/0/amount money"], await ChangedAsync(body => body["fees"]![0]!["amount"] = 1));
        Assert.Contains("/fees/0/amount money", await ChangedAsync(body => body["fees"]!.AsArray().Clear()));
        Assert.Equal(["/fees/1/amount money"], await ChangedAsync(body =>
        {
            while (body["fees"]!.AsArray().Count > 1)
            {
                body["fees"]!.AsArray().RemoveAt(1);
            }
        }, prepare: body => body["fees"] = new JsonArray(new JsonObject { ["name"] = "a", ["amount"] = 1 }, new JsonObject { ["name"] = "b", ["amount"] = 2 })));
    }

    [Fact]
    public async Task The_same_amount_written_otherwise_is_the_same()
    {
        var fields = await FieldsAsync();

        Assert.Empty(fields.Changed(Received, """{"fees":[{"name":"a","amount":5000}]}"""u8.ToArray(), """{ "fees" : [ { "amount": 5000.0, "name": "b" } ] }"""u8.ToArray()));
        Assert.Empty(fields.Changed(Received, """{"applicant":{"name":"L\u00e2n"}}"""u8.ToArray(), """{"applicant":{"name":"Lân"}}"""u8.ToArray()));
    }

    [Fact]
    public async Task Of_a_body_that_nobody_could_read_everything_is_new()
    {
        var fields = await FieldsAsync();

        Assert.Equal(["/applicant/name"], fields.Changed(Received, "no json"u8.ToArray(), """{"applicant":{"name":"Lan"}}"""u8.ToArray()).Select(change => change.Path));
    }

    [Fact]
    public async Task A_type_without_a_schema_is_guarded_where_its_party_says_so()
    {
        var fields = await FieldsAsync(new GuardedField(Own, "/lines/*/amount", "money"), new GuardedField(Own, "/holder", "identity"));

        Assert.Equal(
            [new GuardedChange("/holder", "identity"), new GuardedChange("/lines/1/amount", "money")],
            fields.Changed(Own, """{"lines":[{"amount":1},{"amount":2}],"note":"a"}"""u8.ToArray(), """{"lines":[{"amount":1},{"amount":3}],"note":"b","holder":"Lan"}"""u8.ToArray()));
        Assert.Empty(fields.Changed("another.v1", """{"holder":"a"}"""u8.ToArray(), """{"holder":"b"}"""u8.ToArray()));
    }

    [Fact]
    public async Task No_amount_of_money_of_any_schema_is_left_unguarded()
    {
        var open = from schema in (await SchemaSamples.CatalogueAsync()).All
                   from path in Integers(JsonNode.Parse(schema.Json)!.AsObject(), JsonNode.Parse(schema.Json)!.AsObject(), "", false)
                   let name = path[(path.LastIndexOf('/') + 1)..]
                   where name.Contains("amount", StringComparison.OrdinalIgnoreCase) || name.Contains("fee", StringComparison.OrdinalIgnoreCase) || name.Contains("price", StringComparison.OrdinalIgnoreCase)
                   select $"{schema.Name}{path}";

        Assert.Empty(open);
    }

    // Those that no mark covers.
    private static IEnumerable<string> Integers(JsonObject root, JsonObject schema, string path, bool isGuarded)
    {
        var target = (string?)schema["$ref"] is { } reference ? root["definitions"]![reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject() : schema;
        isGuarded |= schema["x-guarded"] is not null || target["x-guarded"] is not null;
        return (string?)target["type"] is "integer" && !isGuarded ? [path]
            : (target["properties"] as JsonObject ?? []).SelectMany(property => Integers(root, property.Value!.AsObject(), $"{path}/{property.Key}", isGuarded))
                .Concat(target["items"] is JsonObject items ? Integers(root, items, $"{path}/*", isGuarded) : []);
    }

    private static async Task<IReadOnlyList<string>> ChangedAsync(Action<JsonObject> change, Action<JsonObject>? prepare = null)
    {
        var before = JsonNode.Parse(SchemaSamples.Read("dossier.received.v1/good-full.json"))!.AsObject();
        prepare?.Invoke(before);
        var after = before.DeepClone().AsObject();
        change(after);
        return [.. (await FieldsAsync()).Changed(Received, Encoding.UTF8.GetBytes(before.ToJsonString()), Encoding.UTF8.GetBytes(after.ToJsonString())).Select(changed => $"{changed.Path} {changed.Class}")];
    }

    private static async Task<GuardedFields> FieldsAsync(params IReadOnlyList<GuardedField> fields) => new(
        await SchemaSamples.CatalogueAsync(), new PartyList([new Party<object> { Lane = "own", Name = ("riêng", "own"), Requests = [], Section = "Own", Guarded = fields }]));
}
