namespace Hub.Core.Lanes;

public enum BreakerState
{
    Closed = 0,

    /// <summary>The partner is away: nothing is claimed, only probes run.</summary>
    Open = 1,

    /// <summary>A probe succeeded: one trial delivery at a time until one gets an answer.</summary>
    Trial = 2,
}
