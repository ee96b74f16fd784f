namespace Hub.Core.Procedures;

public sealed record FieldChange(string Field, string? Before, string? After);
