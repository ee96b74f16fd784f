namespace Hub.Functions.Settings;

/// <summary>Where the hub keeps everything.</summary>
public enum StoreKind
{
    /// <summary>The embedded store in the data folder: one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database that several instances may share.</summary>
    Postgres,
}

/// <summary>How what is due reaches a worker.</summary>
public enum TransportKind
{
    /// <summary>The workers claim from the store themselves.</summary>
    Outbox,

    RabbitMq,

    ServiceBus,
}
