namespace Hub.Core.Trust;

/// <summary>Append-only, chained by hash.</summary>
public interface IAuditLog
{
    /// <summary>Returns after the commit.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken ct);

    Task<IReadOnlyList<AuditLine>> ListAsync(long after, int limit, CancellationToken ct);

    /// <summary>Newest first.</summary>
    /// <param name="before">Number of the entry at which to stop short; null begins at the end.</param>
    Task<IReadOnlyList<AuditLine>> LatestAsync(AuditFilter filter, long? before, int limit, CancellationToken ct);

    /// <summary>The end of the chain as it is sealed; where the seal is lost, the last entry.</summary>
    Task<AuditHead> HeadAsync(CancellationToken ct);

    /// <summary>Recomputes the whole chain. Null when it holds; else the number of the first entry that is broken or missing. Entries without a seal do not hold.</summary>
    Task<long?> FirstBrokenAsync(CancellationToken ct);
}

/// <summary>One act, allowed or denied, before it is chained.</summary>
/// <param name="Actor">A key's id, or <c>token:SUBJECT</c> or <c>oidc:SUBJECT</c>, which no key's id can be; <c>anonymous</c> when nobody was recognised; <c>cli:USER</c> for a command on the store.</param>
/// <param name="Act">What: <c>POST /events</c>, <c>dead-letter.edit</c>, …</param>
/// <param name="Target">On what: a code, an id, a lane; what is none is stored as <see cref="AuditText.Digest"/>.</param>
/// <param name="Result"><c>allowed</c>, <c>denied</c> or <c>failed</c>.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail = null, string? TraceId = null);

/// <summary>Which entries are meant; null means any.</summary>
/// <param name="Target">As it is stored, or the text that was digested.</param>
/// <param name="Until">Not the moment itself.</param>
public sealed record AuditFilter(
    string? Actor = null, string? Act = null, string? Target = null, string? Result = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

/// <summary>A stored entry. <paramref name="Hash"/> is <c>SHA-256(previous hash ‖ canonical entry)</c>.</summary>
public sealed record AuditLine(long Seq, AuditEntry Entry, ReadOnlyMemory<byte> Hash);
