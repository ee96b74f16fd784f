namespace Hub.Functions.Http.Shapes;

public sealed record SchemaList(IReadOnlyList<SchemaSummary> Schemas);
