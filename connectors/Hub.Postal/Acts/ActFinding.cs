namespace Hub.Postal.Acts;

/// <summary>Something about an accepted act that its teller should know.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record ActFinding(string Code, string Vi, string En);
