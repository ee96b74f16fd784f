namespace Hub.Functions.Trust;

/// <summary>What staff of a postal operator may see and touch.</summary>
/// <param name="Office">Null for all offices of the operator.</param>
public sealed record PostalBinding(string Operator, string? Office);
