namespace Hub.Functions.Http.Shapes;

public sealed record AuditList(IReadOnlyList<AuditLineView> Entries, long Next);
