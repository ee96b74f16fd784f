namespace Hub.Postal.Acts;

/// <summary>What became of a change of a sheet. A repeat of the change is answered the same.</summary>
/// <param name="State"><c>open</c>, <c>closed</c> or <c>confirmed</c>, after it.</param>
/// <param name="Count">Lines on it.</param>
/// <param name="Total">Whole đồng.</param>
/// <param name="Lines">What became of each number, in the order in which they were told.</param>
public sealed record SheetAnswer(
    string Id, string Kind, string State, int Count, long Total, DateTimeOffset ReceivedAt, IReadOnlyList<SheetLineVerdict> Lines, IReadOnlyList<ActFinding> Findings);
