namespace Hub.Core.Schemas;

/// <summary>A schema file cannot be used. Thrown while the catalogue is loaded, never later.</summary>
public sealed class InvalidSchemaException(string file, IReadOnlyList<SchemaFault> faults)
    : Exception($"Schema {file} is refused: {string.Join("; ", faults.Select(f => $"{f.Pointer} {f.Keyword}: {f.Reason}"))}")
{
    public string File { get; } = file;

    public IReadOnlyList<SchemaFault> Faults { get; } = faults;
}
