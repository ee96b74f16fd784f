using Hub.Core.Intake;

namespace Hub.Transports.RabbitMq;

/// <summary>A message whose events are in the store, and what its sender is to be told.</summary>
internal sealed record Told(Received Message, EventVerdict Verdict);
