namespace Hub.Postal.Dialects;

/// <summary>Every range that an operator allotted to the centre.</summary>
/// <param name="Unreadable">How it calls those that the hub cannot understand.</param>
public sealed record AllottedRanges(IReadOnlyList<AllottedRange> Ranges, IReadOnlyList<string> Unreadable);
