using Hub.Core.Parties;
using Hub.Core.Ports;
using Hub.Core.Steps;

namespace Hub.Core.Lanes;

/// <summary>What every lane shares.</summary>
/// <param name="Pace">When a lane asks the store again.</param>
public sealed record LanePorts(IOutbox Outbox, ILaneBoard Board, LaneSignals Signals, TimeProvider Clock, Random Random, ClaimPace Pace, PartyList Parties);
