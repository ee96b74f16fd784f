using System.Text.RegularExpressions;
using NJsonSchema;

namespace Hub.Core.Schemas.Compiled;

/// <summary>Compiles what NJsonSchema made of a schema, so that both read the same rules out of the text.</summary>
internal sealed class SchemaCompiler(Func<string, Regex> pattern)
{
    private readonly Dictionary<JsonSchema, ValueNode> _known = [];

    public ValueNode Compile(JsonSchema schema)
    {
        var actual = schema.ActualSchema;
        if (!_known.TryGetValue(actual, out var node))
        {
            node = Create(actual);
            _known[actual] = node;
        }

        return node;
    }

    private ValueNode Create(JsonSchema schema) => schema.Type switch
    {
        JsonObjectType.Object => schema.AllowAdditionalProperties ? new OpenNode() : CreateObject(schema),
        JsonObjectType.Array => new ArrayNode(Compile(schema.Item!), schema.MinItems, schema.MaxItems == 0 ? int.MaxValue : schema.MaxItems),
        JsonObjectType.Integer => new IntegerNode((long)(schema.Minimum ?? long.MinValue), (long)(schema.Maximum ?? long.MaxValue)),
        JsonObjectType.Boolean => new BooleanNode(),
        JsonObjectType.String => CreateString(schema),
        _ => throw new NotSupportedException($"A schema of type {schema.Type} cannot be compiled."),
    };

    private StringNode CreateString(JsonSchema schema) => new()
    {
        Values = [.. schema.Enumeration.Select(v => (string)v!)],
        MinLength = schema.MinLength ?? 0,
        MaxLength = schema.MaxLength ?? int.MaxValue,
        Pattern = string.IsNullOrEmpty(schema.Pattern) ? null : pattern(schema.Pattern),
        Format = schema.Format,
    };

    private ObjectNode CreateObject(JsonSchema schema)
    {
        string[] names = [.. schema.Properties.Keys];
        return new ObjectNode(
            new PropertyTable(names),
            [.. names.Select(n => Compile(schema.Properties[n]))],
            Bits(schema.RequiredProperties, names),
            Branches(schema.AnyOf, names, exactlyOne: false),
            Branches(schema.OneOf, names, exactlyOne: true));
    }

    private BranchSet? Branches(ICollection<JsonSchema> branches, string[] names, bool exactlyOne) =>
        branches.Count == 0 ? null : new BranchSet([.. branches.Select(b => CreateBranch(b, names))], names.Length, exactlyOne);

    private Branch CreateBranch(JsonSchema branch, string[] names) => new(
        Bits(branch.RequiredProperties, names),
        branch.Properties.ToDictionary(p => Array.IndexOf(names, p.Key), p => CreateCondition(p.Value)));

    private ValueNode CreateCondition(JsonSchema schema) =>
        schema.Not is { } not ? new NotNode(CreateString(not)) : CreateString(schema);

    private static ulong Bits(IEnumerable<string> some, string[] names) =>
        some.Aggregate(0UL, (bits, name) => bits | (1UL << Array.IndexOf(names, name)));
}
