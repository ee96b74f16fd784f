namespace Hub.Functions.Http.Shapes;

/// <param name="Scans">1 to 500, done in this order.</param>
public sealed record ScanRequest(IReadOnlyList<ScanLine?>? Scans = null);
