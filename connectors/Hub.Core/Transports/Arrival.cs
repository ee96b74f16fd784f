using Hub.Core.Lanes;

namespace Hub.Core.Transports;

/// <summary>A notice that a broker brought.</summary>
/// <param name="Acknowledge">The broker may forget it: its work is in the store. Must come back at once, waiting for no network.</param>
/// <param name="GiveBack">The broker must bring it again, here or elsewhere. Must come back at once, waiting for no network.</param>
public sealed record Arrival(Notice Notice, Func<ValueTask> Acknowledge, Func<ValueTask> GiveBack);
