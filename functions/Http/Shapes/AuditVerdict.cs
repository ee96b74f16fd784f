namespace Hub.Functions.Http.Shapes;

/// <param name="FirstBroken">Number of the first entry that is broken or missing; null when the chain holds.</param>
public sealed record AuditVerdict(bool Holds, long? FirstBroken);
