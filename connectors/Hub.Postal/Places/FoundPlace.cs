namespace Hub.Postal.Places;

/// <param name="Province">Today's official code of two digits; null when it cannot be told.</param>
/// <param name="Commune">Today's official code of five digits; null when it cannot be told, or when a former unit was divided among several.</param>
public sealed record FoundPlace(string? Province, string? Commune);
