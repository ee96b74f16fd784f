namespace Hub.Functions.Http.Shapes;

/// <param name="Level"><c>province</c>, <c>district</c> or <c>commune</c>.</param>
/// <param name="Theirs">The code in the list.</param>
/// <param name="Ours">Today's official code: of a province at that level, else of a commune.</param>
public sealed record UnitCodeLine(string? Level = null, string? Theirs = null, string? Ours = null);
