namespace Hub.Transports.ServiceBus;

/// <summary>How far a list of messages got. They are sent in order, so the first so many are with the service.</summary>
/// <param name="Fault">Why it ended early; null when all were taken.</param>
public sealed record SentBatch(int Confirmed, ServiceBusException? Fault);
