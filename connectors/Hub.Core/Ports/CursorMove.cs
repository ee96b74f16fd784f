namespace Hub.Core.Ports;

/// <summary>How far a feed was read. It moves only from where the reader found it.</summary>
/// <param name="From">Null where the feed was never read.</param>
public sealed record CursorMove(string Name, string? From, string To);
