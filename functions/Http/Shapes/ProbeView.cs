namespace Hub.Functions.Http.Shapes;

/// <param name="Code"><c>not-configured</c> or <c>unreachable</c>; null when the partner is there.</param>
/// <param name="Reason">Why the partner is not there; null when it is.</param>
public sealed record ProbeView(string Lane, bool Reachable, string? Code, string? Reason);
