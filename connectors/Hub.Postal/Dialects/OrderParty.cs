namespace Hub.Postal.Dialects;

/// <summary>A party with its address in the operator's own codes.</summary>
/// <param name="Address">The whole address in one line, without the province.</param>
/// <param name="Province">The operator's code.</param>
/// <param name="District">The operator's code; what it wants for an address of two levels where there is no district.</param>
/// <param name="Commune">The operator's code; null where it takes none.</param>
public sealed record OrderParty(string Name, string? Phone, string? Email, string Address, string Province, string? District, string? Commune);
