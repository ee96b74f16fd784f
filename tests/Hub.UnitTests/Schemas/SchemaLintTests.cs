using System.Text.Json.Nodes;
using Hub.Core.Schemas.Linting;
using Xunit;

namespace Hub.UnitTests.Schemas;

public sealed class SchemaLintTests
{
    private const string Sound = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "title": "A thing",
          "description": "Thử / Trial",
          "x-type": "vn.onestop.trial.made.v1",
          "x-direction": "in",
          "x-subject": "dossier-code",
          "type": "object",
          "required": ["kind"],
          "additionalProperties": false,
          "properties": {
            "kind": { "description": "Loại / Kind", "type": "string", "enum": ["a", "b"] },
            "text": { "description": "Chữ / Text", "x-personal": true, "x-mask": "name", "type": "string", "pattern": "^[a-z.|$]+(a|b)$", "minLength": 1, "maxLength": 9 },
            "count": { "description": "Số / Count", "type": "integer", "minimum": -5, "maximum": 5 },
            "flag": { "description": "Cờ / Flag", "type": "boolean" },
            "list": { "description": "Danh sách / List", "type": "array", "minItems": 1, "maxItems": 3, "items": { "$ref": "#/definitions/time" } },
            "raw": { "description": "Nguyên văn / As it came", "type": "object", "x-open": true },
            "at": { "description": "Lúc / When", "$ref": "#/definitions/time" }
          },
          "anyOf": [
            { "properties": { "kind": { "enum": ["a"] } }, "required": ["text"] },
            { "properties": { "kind": { "not": { "enum": ["a"] } } } }
          ],
          "definitions": { "time": { "type": "string", "format": "date-time", "maxLength": 33 } }
        }
        """;

    [Fact]
    public void A_schema_of_enforced_keywords_is_taken() => Assert.Empty(SchemaLint.Check(Sound));

    [Theory]
    [InlineData("const")]
    [InlineData("if")]
    [InlineData("then")]
    [InlineData("else")]
    [InlineData("dependencies")]
    [InlineData("propertyNames")]
    [InlineData("contains")]
    [InlineData("minContains")]
    [InlineData("maxContains")]
    [InlineData("dependentRequired")]
    [InlineData("dependentSchemas")]
    [InlineData("prefixItems")]
    [InlineData("unevaluatedItems")]
    [InlineData("unevaluatedProperties")]
    [InlineData("contentEncoding")]
    [InlineData("contentMediaType")]
    [InlineData("$anchor")]
    [InlineData("$dynamicRef")]
    [InlineData("$dynamicAnchor")]
    [InlineData("$recursiveRef")]
    [InlineData("$id")]
    [InlineData("$defs")]
    [InlineData("allOf")]
    [InlineData("not")]
    [InlineData("patternProperties")]
    [InlineData("minProperties")]
    [InlineData("uniqueItems")]
    [InlineData("nullable")]
    [InlineData("multipleOf")]
    [InlineData("exclusiveMinimum")]
    [InlineData("x-persnal")]
    public void A_keyword_outside_the_enforced_ones_is_refused_wherever_it_stands(string keyword)
    {
        foreach (var place in new[] { "", "/properties/text", "/properties/count", "/properties/list", "/properties/list/items", "/anyOf/0", "/definitions/time" })
        {
            var faults = SchemaLint.Check(With(place, keyword, JsonValue.Create(true)));

            Assert.Contains(faults, f => f.Pointer == place && f.Keyword == keyword);
        }
    }

    [Theory]
    [InlineData("/properties/text", "", "true", "schema")]
    [InlineData("/properties/list/items", "", "false", "schema")]
    [InlineData("/properties/at", "$ref", "\"https://example.vn/a.json#/definitions/time\"", "$ref")]
    [InlineData("/properties/at", "$ref", "\"other.schema.json#/definitions/time\"", "$ref")]
    [InlineData("/properties/at", "$ref", "\"#/definitions/none\"", "$ref")]
    [InlineData("/properties/at", "$ref", "\"#/properties/text\"", "$ref")]
    [InlineData("/properties/at", "maxLength", "5", "maxLength")]
    [InlineData("/properties/text", "type", "[\"string\",\"null\"]", "type")]
    [InlineData("/properties/count", "type", "\"number\"", "type")]
    [InlineData("/properties/count", "minimum", "0.5", "minimum")]
    [InlineData("/properties/count", "minimum", "6", "minimum")]
    [InlineData("/properties/count", "maximum", "9007199254740993", "maximum")]
    [InlineData("/properties/list", "maxItems", "-1", "maxItems")]
    [InlineData("/properties/kind", "enum", "[1,2]", "enum")]
    [InlineData("/properties/kind", "enum", "[\"a\",\"a\"]", "enum")]
    [InlineData("/properties/kind", "enum", "[]", "enum")]
    [InlineData("/properties/at", "description", "\"Khi\"", "description")]
    [InlineData("/properties/text", "x-mask", "\"shout\"", "x-mask")]
    [InlineData("/properties/text", "x-personal", "false", "x-personal")]
    [InlineData("/properties/kind", "x-mask", "\"name\"", "x-mask")]
    [InlineData("/properties/kind", "x-guarded", "\"name\"", "x-guarded")]
    [InlineData("/properties/kind", "x-guarded", "true", "x-guarded")]
    [InlineData("/definitions/time", "format", "\"email\"", "format")]
    [InlineData("", "additionalProperties", "true", "additionalProperties")]
    [InlineData("", "additionalProperties", "{\"type\":\"string\",\"maxLength\":1}", "additionalProperties")]
    [InlineData("", "required", "[\"kind\",\"other\"]", "required")]
    [InlineData("/anyOf/0", "required", "[\"other\"]", "required")]
    [InlineData("/properties/raw", "properties", "{}", "properties")]
    [InlineData("", "x-type", "\"dossier.received\"", "x-type")]
    [InlineData("", "x-direction", "\"both\"", "x-direction")]
    [InlineData("", "x-subject", "\"person\"", "x-subject")]
    [InlineData("", "type", "\"array\"", "type")]
    public void A_keyword_used_in_a_way_that_is_not_enforced_is_refused(string place, string keyword, string value, string expected)
    {
        var faults = SchemaLint.Check(With(place, keyword, JsonNode.Parse(value)));

        Assert.Contains(faults, f => f.Keyword == expected && f.Pointer == place);
    }

    [Theory]
    [InlineData("/properties/text", "maxLength")]
    [InlineData("/properties/count", "minimum")]
    [InlineData("/properties/count", "maximum")]
    [InlineData("/properties/list", "maxItems")]
    [InlineData("/properties/list", "items")]
    [InlineData("/properties/flag", "type")]
    [InlineData("/properties/flag", "description")]
    [InlineData("", "additionalProperties")]
    [InlineData("", "x-type")]
    [InlineData("", "x-direction")]
    [InlineData("", "x-subject")]
    public void A_keyword_that_is_missing_is_named(string place, string keyword)
    {
        var schema = JsonNode.Parse(Sound)!;
        At(schema, place).AsObject().Remove(keyword);

        Assert.Contains(SchemaLint.Check(schema.ToJsonString()), f => f.Pointer == place && f.Keyword == keyword);
    }

    [Theory]
    [InlineData("[a-z]+")]
    [InlineData("^[a-z]+")]
    [InlineData("[a-z]+$")]
    [InlineData("^a|b$")]
    [InlineData(@"^\d+$")]
    [InlineData(@"^\w$")]
    [InlineData(@"^[\s]$")]
    [InlineData("^.*$")]
    [InlineData(@"^a\$")]
    [InlineData("^a$b$")]
    [InlineData("^(a$")]
    [InlineData("^[[a]$")]
    public void A_pattern_that_ECMA_and_NET_read_differently_is_refused(string pattern)
    {
        var faults = SchemaLint.Check(With("/properties/text", "pattern", JsonValue.Create(pattern)));

        Assert.Contains(faults, f => f.Keyword == "pattern");
    }

    [Fact]
    public void A_property_given_twice_is_refused()
    {
        var twice = Sound.Replace("\"required\": [\"kind\"],", "\"required\": [\"kind\"], \"required\": [],", StringComparison.Ordinal);

        Assert.Contains(SchemaLint.Check(twice), f => f.Keyword == "json");
    }

    [Fact]
    public void A_definition_that_leads_back_to_itself_is_refused()
    {
        var loop = With("/definitions/time", "$ref", JsonValue.Create("#/definitions/time"));

        Assert.Contains(SchemaLint.Check(loop), f => f.Keyword == "$ref");
    }

    [Fact]
    public void An_alternative_that_tells_itself_apart_by_a_number_is_refused()
    {
        var schema = With("/anyOf/0/properties", "count", JsonNode.Parse("""{ "enum": ["1"] }"""));

        Assert.Contains(SchemaLint.Check(schema), f => f is { Pointer: "/anyOf/0/properties/count", Keyword: "type" });
    }

    [Theory]
    [InlineData("""{ "not": { "pattern": "^a$" } }""", "not")]
    [InlineData("""{ "not": { "enum": ["a"], "pattern": "^a$" } }""", "not")]
    [InlineData("""{ "type": "string" }""", "type")]
    [InlineData("""{ "enum": ["a"], "pattern": "^a$" }""", "schema")]
    [InlineData("""{ "$ref": "#/definitions/time" }""", "$ref")]
    [InlineData("true", "schema")]
    public void An_alternative_that_asks_more_than_one_plain_thing_is_refused(string condition, string expected)
    {
        var schema = With("/anyOf/0/properties", "kind", JsonNode.Parse(condition));

        Assert.Contains(SchemaLint.Check(schema), f => f.Pointer == "/anyOf/0/properties/kind" && f.Keyword == expected);
    }

    [Fact]
    public void The_lint_answers_whatever_it_is_given()
    {
        var sound = System.Text.Encoding.UTF8.GetBytes(Sound);

        for (var seed = 0; seed < 5000; seed++)
        {
            var bent = System.Text.Encoding.UTF8.GetString(new DataMutator(seed).Mutate(sound));

            Assert.All(SchemaLint.Check(bent), fault => Assert.NotEmpty(fault.Reason));
        }
    }

    private static string With(string place, string keyword, JsonNode? value)
    {
        var schema = JsonNode.Parse(Sound)!;
        if (keyword.Length > 0)
        {
            At(schema, place)[keyword] = value;
        }
        else
        {
            At(schema, place[..place.LastIndexOf('/')])[place[(place.LastIndexOf('/') + 1)..]] = value;
        }

        return schema.ToJsonString();
    }

    private static JsonNode At(JsonNode node, string pointer) =>
        pointer.Split('/').Skip(1).Aggregate(node, (n, step) => n is JsonArray array ? array[int.Parse(step, null)]! : n[step]!);
}
