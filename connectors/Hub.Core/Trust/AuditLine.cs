namespace Hub.Core.Trust;

/// <summary>A stored entry. <paramref name="Hash"/> is <c>SHA-256(previous hash ‖ canonical entry)</c>.</summary>
public sealed record AuditLine(long Seq, AuditEntry Entry, ReadOnlyMemory<byte> Hash);
