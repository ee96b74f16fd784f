namespace Hub.Core.Lanes;

/// <summary>What a claim brought.</summary>
/// <param name="Lane">The lane's row as the claim saw it.</param>
/// <param name="TokenAt">When the next token is there; null unless <see cref="ClaimLimit.Rate"/>.</param>
public sealed record Claim<T>(IReadOnlyList<T> Items, LaneRow Lane, ClaimLimit Limit, DateTimeOffset? TokenAt = null);
