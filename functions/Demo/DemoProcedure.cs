namespace Hub.Functions.Demo;

internal sealed record DemoProcedure(string Code, string Name, string? FieldCode, string? FieldName, IReadOnlyList<long> Fees);
