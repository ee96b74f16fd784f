namespace Hub.Core.Places;

/// <summary>What another list calls a place.</summary>
/// <param name="List">Whose list: <c>former</c> for codes before 2025-07, else an operator's name.</param>
/// <param name="Level"><c>province</c>, <c>district</c> or <c>commune</c>.</param>
/// <param name="Theirs">The code in that list.</param>
/// <param name="Ours">Official code of today's province (two digits) or commune (five).</param>
public sealed record UnitCode(string List, string Level, string Theirs, string Ours);
