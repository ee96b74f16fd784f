namespace Hub.Functions.Settings;

/// <summary>How what is due reaches a worker.</summary>
public enum TransportKind
{
    /// <summary>The workers claim from the store themselves.</summary>
    Outbox,

    RabbitMq,

    ServiceBus,
}
