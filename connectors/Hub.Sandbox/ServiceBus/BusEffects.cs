namespace Hub.Sandbox.ServiceBus;

/// <summary>Kinds of effects of the Service Bus twin in <c>GET /_twin/effects</c>.</summary>
internal static class BusEffects
{
    public const string Connections = "service-bus.connections";
    public const string Unauthorized = "service-bus.unauthorized";
    public const string Refused = "service-bus.refused";
    public const string Sent = "service-bus.sent";
    public const string Cancelled = "service-bus.cancelled";
    public const string DuplicateDropped = "service-bus.duplicate-dropped";
    public const string Received = "service-bus.received";
    public const string Completed = "service-bus.completed";
    public const string Abandoned = "service-bus.abandoned";
    public const string Deferred = "service-bus.deferred";
    public const string Rejected = "service-bus.rejected";
    public const string Renewed = "service-bus.renewed";
    public const string LockLost = "service-bus.lock-lost";
    public const string LockExpired = "service-bus.lock-expired";
    public const string DeadLettered = "service-bus.dead-lettered";
    public const string Expired = "service-bus.expired";
}
