namespace Hub.Functions.Http.Shapes;

/// <summary>An official list: what it does not name stays as it is.</summary>
public sealed record ProceduresImport(IReadOnlyList<Hub.Core.Procedures.Procedure>? Procedures = null);
