namespace Hub.Functions.Http.Shapes;

/// <summary>The whole list of communes, wards and special zones: it takes the place of the one before.</summary>
public sealed record UnitsImport(IReadOnlyList<Hub.Core.Places.Unit>? Units = null);
