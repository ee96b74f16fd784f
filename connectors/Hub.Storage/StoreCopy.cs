namespace Hub.Storage;

/// <summary>What is known of a copy of a store, once it was checked.</summary>
/// <param name="File">Where the copy lies.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of the whole file, lower-case hexadecimal.</param>
/// <param name="Version">Number of the newest migration in it.</param>
/// <param name="Events">Events in it.</param>
/// <param name="LastEventAt">When its newest event was stored; null when it has none.</param>
/// <param name="AuditBrokenAt">Number of the first audit line that is broken or missing; null when the chain holds.</param>
public sealed record StoreCopy(string File, long Bytes, string Sha256, int Version, long Events, DateTimeOffset? LastEventAt, long? AuditBrokenAt);
