namespace Hub.Transports.RabbitMq;

/// <summary>What the broker is told of a delivered message.</summary>
internal enum Ending
{
    Acknowledge,
    GiveBack,
    Reject,
}
