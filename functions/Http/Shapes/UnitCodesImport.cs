namespace Hub.Functions.Http.Shapes;

/// <summary>What one list calls the places: it takes the place of what was known of that list.</summary>
public sealed record UnitCodesImport(IReadOnlyList<UnitCodeLine>? Codes = null);
