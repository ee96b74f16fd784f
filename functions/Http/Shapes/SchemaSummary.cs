namespace Hub.Functions.Http.Shapes;

/// <param name="Direction"><c>in</c>: may be posted; <c>out</c>: is sent by the hub.</param>
/// <param name="Subject"><c>dossier-code</c> or <c>procedure-code</c>.</param>
public sealed record SchemaSummary(string Type, string Name, int Version, string Direction, string Subject, string Url);
