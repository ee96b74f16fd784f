namespace Hub.Functions.Http.Shapes;

public sealed record AuditLineView(
    long Seq, DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail, string? TraceId, string Hash);
