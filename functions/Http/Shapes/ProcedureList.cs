namespace Hub.Functions.Http.Shapes;

public sealed record ProcedureList(IReadOnlyList<Hub.Core.Procedures.Procedure> Procedures);
