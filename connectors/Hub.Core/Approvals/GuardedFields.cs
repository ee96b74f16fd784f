using System.Globalization;
using System.Text.Json;
using Hub.Core.Parties;
using Hub.Core.Schemas;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Approvals;

/// <summary>
/// Which fields of a body need two people to change: those that the schema of its type marks with <c>x-guarded</c>, and, for types that have no schema, those that
/// the descriptor of a party names.
/// </summary>
public sealed class GuardedFields(SchemaCatalogue schemas, PartyList parties)
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    private readonly ILookup<string, GuardNode> _ofParties = parties.All.SelectMany(party => party.Guarded)
        .ToLookup(field => field.Type, field => GuardNode.Of(field.Path.Split('/').AsSpan(1), field.Class), StringComparer.Ordinal);

    /// <param name="before">UTF-8 JSON; one that cannot be read holds nothing.</param>
    /// <returns>Guarded fields whose value differs, came or went: RFC 6901 pointers, in order.</returns>
    public IReadOnlyList<GuardedChange> Changed(string type, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var (old, now) = (Read(before), Read(after));
        var nodes = (schemas.TryGet(type, out var schema) && schema.Guards is { } own ? (GuardNode[])[own] : []).Concat(_ofParties[type]);
        return [.. nodes.SelectMany(node => Compare(old, now, node, "")).DistinctBy(change => change.Path).OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    private static JsonElement? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Depth);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<GuardedChange> Compare(JsonElement? old, JsonElement? now, GuardNode node, string pointer)
    {
        if (node.Class is { } guarded)
        {
            return IsSame(old, now) ? [] : [new GuardedChange(pointer, guarded)];
        }

        var properties = node.Properties.SelectMany(property => Compare(Member(old, property.Key), Member(now, property.Key), property.Value, JsonPointer.Append(pointer, property.Key)));
        return node.Item is { } item
            ? properties.Concat(Enumerable.Range(0, Math.Max(Length(old), Length(now)))
                .SelectMany(i => Compare(Entry(old, i), Entry(now, i), item, $"{pointer}/{i.ToString(CultureInfo.InvariantCulture)}")))
            : properties;
    }

    private static bool IsSame(JsonElement? old, JsonElement? now) => old is { } one && now is { } other ? JsonElement.DeepEquals(one, other) : old is null && now is null;

    private static JsonElement? Member(JsonElement? of, string name) => of is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) ? member : null;

    private static int Length(JsonElement? of) => of is { ValueKind: JsonValueKind.Array } value ? value.GetArrayLength() : 0;

    private static JsonElement? Entry(JsonElement? of, int index) => index < Length(of) ? of!.Value[index] : null;
}

/// <param name="Path">RFC 6901 pointer.</param>
/// <param name="Class"><c>money</c> or <c>identity</c>.</param>
public sealed record GuardedChange(string Path, string Class);
