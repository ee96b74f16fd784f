namespace Hub.Functions.Http.Shapes;

/// <summary>Which dead letters, all conditions together.</summary>
/// <param name="State"><c>dead</c> or <c>skipped</c>.</param>
public sealed record RedriveFilter(
    string? Lane = null, string? Code = null, string? Key = null, string? Type = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
    string? State = null);
