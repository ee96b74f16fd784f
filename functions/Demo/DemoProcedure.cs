namespace Hub.Functions.Demo;

/// <summary>A procedure that the demonstration files dossiers of.</summary>
public sealed record DemoProcedure(string Code, string Name, string? FieldCode, string? FieldName, IReadOnlyList<long> Fees);
