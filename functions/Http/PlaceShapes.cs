using Hub.Functions.Http.Messages;

namespace Hub.Functions.Http;

public sealed record UnitList(IReadOnlyList<Hub.Core.Places.Unit> Units);

/// <summary>The whole list of communes, wards and special zones: it takes the place of the one before.</summary>
/// <param name="MayShrink">Without it a list that lacks more than a tenth of the units known now is refused: most likely it was torn off.</param>
public sealed record UnitsImport([property: Needed] IReadOnlyList<Hub.Core.Places.Unit>? Units = null, bool MayShrink = false);

public sealed record UnitsImported(int Units, int Provinces);

/// <summary>What one list calls the places: it takes the place of what was known of that list.</summary>
public sealed record UnitCodesImport([property: Needed] IReadOnlyList<UnitCodeLine>? Codes = null);

/// <param name="Level"><c>province</c>, <c>district</c> or <c>commune</c>.</param>
/// <param name="Theirs">The code in the list.</param>
/// <param name="Ours">Today's official code: of a province at that level, else of a commune.</param>
public sealed record UnitCodeLine([property: Needed] string? Level = null, [property: Needed] string? Theirs = null, [property: Needed] string? Ours = null);

public sealed record UnitCodesImported(string List, int Codes);
