namespace Hub.Core.Outbox;

/// <summary>What a claim brought.</summary>
/// <param name="Lane">The lane's row as the claim saw it.</param>
/// <param name="TokenAt">When the next token is there; null unless <see cref="ClaimLimit.Rate"/>.</param>
/// <param name="DueAt">When the next free strand is due, <see cref="DateTimeOffset.MaxValue"/> when none waits; null: the store did not look.</param>
/// <param name="Elsewhere">Strands of the lane that others have leased.</param>
public sealed record Claim<T>(IReadOnlyList<T> Items, LaneRow Lane, ClaimLimit Limit, DateTimeOffset? TokenAt = null, DateTimeOffset? DueAt = null, int Elsewhere = 0);

/// <summary>What kept a claim from bringing more.</summary>
public enum ClaimLimit
{
    /// <summary>Nothing else was due, or everything asked for was there.</summary>
    Due,

    Paused,

    /// <summary>The breaker is open, or on trial with its one delivery under way.</summary>
    Breaker,

    Rate,

    /// <summary>As many strands are leased as the lane may have, here or at other instances.</summary>
    Concurrency,
}

/// <summary>A wish for work of one lane. The store holds concurrency, rate, pause and breaker across every instance that shares it.</summary>
public sealed record ClaimRequest
{
    public required string Lane { get; init; }

    /// <summary>What the asker has room for.</summary>
    public required int Max { get; init; }

    /// <summary>Strands of the lane that may be leased at once, over all instances.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Strands of the lane that may be leased per second, over all instances; 0 means no limit.</summary>
    public required double RatePerSecond { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Whether the lane's keys belong to different receivers, who share its slots as <see cref="SlotShare"/> says.</summary>
    public bool IsShared { get; init; }

    /// <summary>
    /// Set where the clock may have been ahead: of the strands that are due later than this, those whose last attempt ended later than <see cref="Now"/>
    /// were dated by it, and are due at once.
    /// </summary>
    public DateTimeOffset? RedateBeyond { get; init; }
}

/// <summary>
/// "Deliver this now", as it travels through a broker: the name of a strand and the fencing token under which it was announced. The body
/// stays in the store, so no personal data lies in a broker and no size limit of one is ever met.
/// </summary>
public sealed record Notice(string Lane, string Key, long Lease);
