namespace Hub.Core.Trust;

/// <summary>One act, allowed or denied, before it is chained.</summary>
/// <param name="Actor">Key id or token subject; <c>anonymous</c> when nobody was recognised; <c>cli:USER</c> for a command on the store.</param>
/// <param name="Act">What: <c>POST /events</c>, <c>dead-letter.edit</c>, …</param>
/// <param name="Target">On what: a code, an id, a lane; never personal data.</param>
/// <param name="Result"><c>allowed</c>, <c>denied</c> or <c>failed</c>.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string? Role, string Act, string? Target, string Result, string? Detail = null, string? TraceId = null);
