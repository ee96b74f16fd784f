namespace Hub.Functions.Http.Shapes;

/// <summary>What became of each line, in their order.</summary>
public sealed record ScanList(IReadOnlyList<ScanVerdict> Scans);
