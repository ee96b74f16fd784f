namespace Hub.Postal.Places;

/// <summary>A place in an operator's own codes; each null where it has none or the place was not found.</summary>
public sealed record OperatorPlace(FoundPlace Found, string? Province, string? District, string? Commune);
