namespace Hub.Core.Lanes;

/// <summary>What a claim brought.</summary>
/// <param name="Lane">The lane's row as the claim saw it.</param>
/// <param name="TokenAt">When the next token is there; null unless <see cref="ClaimLimit.Rate"/>.</param>
/// <param name="DueAt">When the next free strand is due, <see cref="DateTimeOffset.MaxValue"/> when none waits; null: the store did not look.</param>
/// <param name="Elsewhere">Strands of the lane that others have leased.</param>
public sealed record Claim<T>(IReadOnlyList<T> Items, LaneRow Lane, ClaimLimit Limit, DateTimeOffset? TokenAt = null, DateTimeOffset? DueAt = null, int Elsewhere = 0);
