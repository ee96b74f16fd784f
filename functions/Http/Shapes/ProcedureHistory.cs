namespace Hub.Functions.Http.Shapes;

public sealed record ProcedureHistory(IReadOnlyList<Hub.Core.Procedures.ProcedureChange> Changes);
