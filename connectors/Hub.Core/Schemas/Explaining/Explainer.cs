using Hub.Core.Schemas.Formats;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Hub.Core.Schemas.Explaining;

/// <summary>Runs NJsonSchema, whose word is final, and puts what it finds into sentences.</summary>
internal sealed class Explainer(JsonSchema schema, int maxDepth)
{
    private static readonly JsonSchemaValidatorSettings Settings = new() { FormatValidators = [new DateTimeFormat(), new DateFormat()] };

    // A long list of wrong entries would make an answer many times the size of the request.
    private const int MostViolations = 100;

    private readonly JsonSchemaValidator _validator = new(Settings);

    public IReadOnlyList<SchemaViolation> Explain(ReadOnlySpan<byte> utf8)
    {
        var reader = new DataReader(maxDepth);
        var token = reader.Read(utf8);
        IEnumerable<Finding> findings = reader.Findings;
        if (token is not null)
        {
            findings = findings.Concat(FindingCollector.Collect(_validator.Validate(token, schema)));
        }

        return
        [
            .. findings
                .OrderBy(f => f.Pointer, StringComparer.Ordinal)
                .ThenBy(f => f.Rule, StringComparer.Ordinal)
                .Take(MostViolations)
                .Select(Describe),
        ];
    }

    private SchemaViolation Describe(Finding finding) =>
        new SchemaViolation(finding.Pointer, finding.Rule, Sentences.For(finding, Bilingual.Parse(DescriptionOf(finding) ?? "")));

    // A shared definition says more of the form (an example); the property says more of what is missing.
    private string? DescriptionOf(Finding finding)
    {
        var property = schema.ActualSchema;
        var description = property.Description;
        foreach (var step in JsonPointer.Tokens(finding.Pointer))
        {
            JsonSchema? next = property.Type == JsonObjectType.Array ? property.Item
                : property.Properties.TryGetValue(step, out var named) ? named : null;
            if (next is null)
            {
                return null;
            }

            property = next.ActualSchema;
            description = (finding.Rule == "pattern" ? property.Description : null) ?? next.Description ?? property.Description;
        }

        return description;
    }
}
