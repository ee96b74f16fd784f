namespace Hub.Core.Lanes;

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

    public static ClaimRequest For(string lane, LaneOptions options, int max, DateTimeOffset now) => new()
    {
        Lane = lane,
        Max = max,
        Concurrency = options.Concurrency,
        RatePerSecond = options.RatePerSecond,
        Now = now,
        LeaseUntil = now + options.Lease,
    };
}
