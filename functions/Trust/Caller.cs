namespace Hub.Functions.Trust;

/// <summary>Who calls: the id of a key or the subject of a token, and the roles it brings.</summary>
public sealed record Caller(string Id, IReadOnlyList<string> Roles);
