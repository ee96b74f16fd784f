using System.ComponentModel.DataAnnotations;
using Hub.Core.Outbox;
using Hub.Core.Parties;
using Hub.Core.Steps;

namespace Hub.Core.Lanes;

/// <summary>How one lane may press its partner, and how patient it is.</summary>
public sealed record LaneOptions
{
    /// <summary>Deliveries in flight at once.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Deliveries started per second; 0 means no limit.</summary>
    [Range(0, 100_000)]
    public double RatePerSecond { get; init; } = 50;

    /// <summary>Delay before each further attempt.</summary>
    [MinLength(1)]
    public IReadOnlyList<TimeSpan> Ladder { get; init; } = DefaultLadder;

    /// <summary>How long one attempt may hold its strand before others may take it over; longer than any attempt lasts.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Different keys that must fail in a row, by the partner's fault, before the breaker opens without asking a probe.</summary>
    [Range(1, 1000)]
    public int BreakerThreshold { get; init; } = 5;

    /// <summary>First pause between probes of an absent partner; doubles up to <see cref="ProbeCeiling"/>.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ProbeCeiling { get; init; } = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] DefaultLadder =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    /// <summary>No retry waits longer than that.</summary>
    internal TimeSpan LongestStep => Ladder.Max() * (1 + RetryLadder.Spread);

    /// <param name="max">What the asker has room for.</param>
    public ClaimRequest ClaimOf(string lane, int max, DateTimeOffset now) => new()
    {
        Lane = lane,
        Max = max,
        Concurrency = Concurrency,
        RatePerSecond = RatePerSecond,
        Now = now,
        LeaseUntil = now + Lease,
    };
}

/// <summary>What every lane shares.</summary>
/// <param name="Pace">When a lane asks the store again.</param>
/// <param name="Receivers">Null where no lane's keys belong to different receivers.</param>
public sealed record LanePorts(
    IOutbox Outbox, ILaneBoard Board, LaneSignals Signals, TimeProvider Clock, Random Random, ClaimPace Pace, PartyList Parties, IReceivers? Receivers = null);

/// <summary>The one lane that the heart itself must know.</summary>
public static class LaneNames
{
    /// <summary>Carries the hub's own events to those who subscribed to them. Its dead letters are no news for them: they could not be told either.</summary>
    public const string Outgoing = "case-system";
}
