using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Explaining;
using Json.Schema;
using Xunit;

namespace Hub.UnitTests.Schemas;

/// <summary>
/// Three readers of one schema: the compiled check, NJsonSchema as the hub asks it, and JsonSchema.Net, which the hub does not use. The first two never differ.
/// Where the third differs, <see cref="Explained"/> says why. HUB_SCHEMA_RUNS asks for more documents than the gate does.
/// </summary>
[Trait("Run", "slow")]
public sealed class SchemaAgreementTests
{
    private const int Usual = 3_000;
    private const int Seed = 20261121;

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };

    /// <summary>Every way in which the hub refuses what JsonSchema.Net takes: the rule it finds broken, in which text, and why. There is none the other way round.</summary>
    private static readonly Difference[] Explained =
    [
        new("duplicate", _ => true, Rating(",\"score\":5"), "A name given twice: RFC 8259 leaves open which one counts, so two readers may act on two values. The other keeps the last."),
        new("json", text => text.Contains("\\ud8", StringComparison.OrdinalIgnoreCase) || text.Contains('\uFFFD', StringComparison.Ordinal),
            """{"kind":"tax-notice","refId":"1","arrivedAt":"2026-11-21T09:15:30Z","raw":{"a":"\ud800"}}""", "What is no Unicode text stays unseen by the other where no rule looks into it: in an open object.", "portal.notice-received"),
        new("pattern", text => text.EndsWith('\n'), Rating(",\"criteria\":[{\"code\":\"a\\n\",\"score\":1}]"), "$ is the very end in ECMA 262. The other takes .NET's, which also stands before a last line feed."),
        new("maxLength", text => text.Any(char.IsSurrogate), Rating($",\"comment\":\"{string.Concat(Enumerable.Repeat("😀", 1001))}\""), "The hub counts UTF-16 units, as the partners' fields do; the other counts characters, as the standard says."),
        new("format", text => text.Length >= 20 && text[17..19] == "60", Rating(givenAt: "2026-12-31T23:59:60Z"), "A leap second is RFC 3339, and no DateTimeOffset."),
        new("format", text => text.Length >= 20 && text[^5] == '1' && text[^4] >= '4', Rating(givenAt: "2026-11-21T09:15:30+15:00"), "So is an offset beyond 14 hours."),
        new("format", text => text.Length >= 20 && text[..10] is "0001-01-01" or "9999-12-31", Rating(givenAt: "0001-01-01T00:00:00+07:00"), "So is a moment whose offset pushes it out of the years 1 to 9999."),
    ];

    [Fact]
    public async Task Three_readers_of_a_schema_agree_on_samples_and_bent_documents()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();
        var other = catalogue.All.ToDictionary(schema => schema.Type, schema => JsonSchema.FromText(schema.Json));
        var samples = SchemaSamples.Of("good").Select(s => (s.Type, Data: SchemaSamples.Read(s.File)))
            .Concat(SchemaSamples.Of("bad").Select(s => (s.Type, SchemaSamples.ReadBad(s.File).Data)))
            .ToArray();
        var sound = 0;

        foreach (var (type, data) in samples)
        {
            Agree(type, data);
        }

        for (var number = 0; number < Documents; number++)
        {
            var (type, sample) = samples[number % samples.Length];
            sound += Agree(type, new DataMutator(Seed + number).Mutate(sample)) ? 1 : 0;
        }

        // A test in which everything is refused would prove nothing.
        Assert.InRange(sound, Documents / 10, Documents * 9 / 10);

        bool Agree(string type, byte[] data)
        {
            Assert.True(catalogue.TryGet(type, out var schema));
            var found = schema.Explain(data);
            var accepts = schema.Accepts(data);
            Assert.True(accepts == (found.Count == 0), $"{type} accepted={accepts} {Rules(found)}: {Encoding.UTF8.GetString(data)}");
            Assert.True(
                Accepts(other[type], data) == accepts || (!accepts && IsExplained(found, data)),
                $"{type} accepted={accepts} {Rules(found)}, JsonSchema.Net differs: {Encoding.UTF8.GetString(data)}");
            return accepts;
        }
    }

    [Fact]
    public async Task Every_explanation_of_a_difference_holds()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.All(Explained, row =>
        {
            Assert.True(catalogue.TryGet($"vn.onestop.{row.Type}.v1", out var schema));
            var data = Encoding.UTF8.GetBytes(row.Example);
            Assert.True(row.Explains(Assert.Single(schema.Explain(data)), data), row.Why);
            Assert.True(Accepts(JsonSchema.FromText(schema.Json), data), row.Why);
        });
    }

    // Of a name given twice each may have read another value, so what follows from it cannot be compared.
    private static bool IsExplained(IReadOnlyList<SchemaViolation> found, byte[] data) =>
        found.Any(violation => violation.Rule == "duplicate") || found.All(violation => Array.Exists(Explained, row => row.Explains(violation, data)));

    private static string Rating(string more = "", string givenAt = "2026-11-21T09:15:30Z") => $$"""{"score":5,"givenAt":"{{givenAt}}"{{more}}}""";

    private static int Documents =>
        int.TryParse(Environment.GetEnvironmentVariable("HUB_SCHEMA_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : Usual;

    private static bool Accepts(JsonSchema schema, byte[] data)
    {
        try
        {
            using var document = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = EventSchema.DefaultMaxDepth });
            return schema.Evaluate(document.RootElement, Strict).IsValid;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Rules(IReadOnlyList<SchemaViolation> found) => string.Join(", ", found.Select(violation => $"{violation.Pointer} {violation.Rule}"));

    /// <param name="In">Whether the text at fault is one of those that the difference is about.</param>
    /// <param name="Example">Data that shows it, of the event <paramref name="Type"/>.</param>
    private sealed record Difference(string Rule, Func<string, bool> In, string Example, string Why, string Type = "rating.given")
    {
        public bool Explains(SchemaViolation violation, byte[] data) => violation.Rule == Rule && In(TextAt(violation.Pointer, data));

        private static string TextAt(string pointer, byte[] data)
        {
            if (pointer.Length == 0)
            {
                return Encoding.UTF8.GetString(data);
            }

            using var document = JsonDocument.Parse(data);
            var at = document.RootElement;
            foreach (var step in pointer.Split('/').Skip(1))
            {
                at = at.ValueKind is JsonValueKind.Array ? at[int.Parse(step, CultureInfo.InvariantCulture)] : at.GetProperty(step);
            }

            return at.ToString();
        }
    }
}
