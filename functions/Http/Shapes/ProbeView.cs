namespace Hub.Functions.Http.Shapes;

/// <param name="Reason">Why the partner is not there; null when it is.</param>
public sealed record ProbeView(string Lane, bool Reachable, string? Reason);
