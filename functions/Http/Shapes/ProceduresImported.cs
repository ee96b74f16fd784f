namespace Hub.Functions.Http.Shapes;

public sealed record ProceduresImported(int Added, int Changed, int Unchanged);
