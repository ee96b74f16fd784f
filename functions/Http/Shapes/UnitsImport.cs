namespace Hub.Functions.Http.Shapes;

/// <summary>The whole list of communes, wards and special zones: it takes the place of the one before.</summary>
/// <param name="MayShrink">Without it a list that lacks more than a tenth of the units known now is refused: most likely it was torn off.</param>
public sealed record UnitsImport(IReadOnlyList<Hub.Core.Places.Unit>? Units = null, bool MayShrink = false);
