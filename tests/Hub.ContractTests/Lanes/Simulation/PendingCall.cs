using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>A delivery on its way to the simulated partner.</summary>
internal sealed record PendingCall(Delivery Delivery, DateTimeOffset StartedAt, TaskCompletionSource<Handled> Answer);
