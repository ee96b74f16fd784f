using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hub.Core.Schemas;

/// <summary>Every event type the hub knows.</summary>
public sealed class SchemaCatalogue
{
    private readonly FrozenDictionary<string, EventSchema> _byType;

    internal SchemaCatalogue(IEnumerable<EventSchema> schemas)
    {
        All = [.. schemas.OrderBy(s => s.Type, StringComparer.Ordinal)];
        _byType = All.ToFrozenDictionary(s => s.Type, StringComparer.Ordinal);
    }

    /// <summary>In order of type.</summary>
    public IReadOnlyCollection<EventSchema> All { get; }

    public bool TryGet(string type, [NotNullWhen(true)] out EventSchema? schema) => _byType.TryGetValue(type, out schema);

    /// <summary>The schemas this version of the hub was built with.</summary>
    /// <exception cref="InvalidSchemaException">A schema uses what the validator would not check.</exception>
    public static Task<SchemaCatalogue> LoadEmbeddedAsync(CancellationToken ct) =>
        LoadEmbeddedAsync(EventSchema.DefaultMaxDepth, ct);

    /// <inheritdoc cref="LoadEmbeddedAsync(CancellationToken)"/>
    /// <param name="maxDepth">How deeply data may nest.</param>
    /// <param name="ct">Stops the loading.</param>
    /// <param name="further">Assemblies of parties that bring schemas of their own.</param>
    public static Task<SchemaCatalogue> LoadEmbeddedAsync(int maxDepth, CancellationToken ct, params IReadOnlyList<Assembly> further) =>
        new SchemaLoader(SchemaFiles.Embedded(further), maxDepth).LoadAsync(ct);

    /// <summary>Every <c>*.schema.json</c> in a folder and below it; <c>common.*</c> holds definitions only.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="maxDepth">How deeply data may nest.</param>
    /// <param name="ct">Stops the loading.</param>
    /// <exception cref="InvalidSchemaException">A schema uses what the validator would not check.</exception>
    public static Task<SchemaCatalogue> LoadDirectoryAsync(string directory, int maxDepth, CancellationToken ct) =>
        new SchemaLoader(SchemaFiles.In(directory), maxDepth).LoadAsync(ct);
}
