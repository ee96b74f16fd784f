namespace Hub.Transports.RabbitMq;

/// <summary>What became of a published message.</summary>
internal enum Fate
{
    Confirmed,

    /// <summary>No queue takes it.</summary>
    Returned,

    /// <summary>The broker could not or would not keep it.</summary>
    Refused,
}
