namespace Hub.Core.Lanes;

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
