using Hub.Core.Ports;
using Hub.Core.Steps;

namespace Hub.Core.Lanes;

/// <summary>What every lane shares.</summary>
public sealed record LanePorts(IOutbox Outbox, ILaneBoard Board, LaneSignals Signals, TimeProvider Clock);
