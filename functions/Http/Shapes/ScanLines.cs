using System.Text.Json;

namespace Hub.Functions.Http.Shapes;

/// <summary>A <see cref="ScanRequest"/> as it is read: line by line, since one that cannot be read must not stop the others.</summary>
public sealed record ScanLines(IReadOnlyList<JsonElement>? Scans = null);
