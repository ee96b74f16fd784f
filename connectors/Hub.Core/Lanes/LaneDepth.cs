namespace Hub.Core.Lanes;

/// <summary>How full a lane is.</summary>
/// <param name="Waiting">Unsettled envelopes, without those held behind a dead letter.</param>
/// <param name="Held">Envelopes that wait behind a dead letter.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="Leased">Strands in delivery now.</param>
/// <param name="OldestAt">When the oldest head was accepted.</param>
/// <param name="NextDueAt">When the next free strand is due.</param>
public sealed record LaneDepth(long Waiting, long Held, long Dead, long Leased, DateTimeOffset? OldestAt, DateTimeOffset? NextDueAt);
