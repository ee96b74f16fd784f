using Microsoft.Extensions.Logging;

namespace Hub.Transports.RabbitMq;

internal static partial class RabbitMqLog
{
    [LoggerMessage(1301, LogLevel.Information, "RabbitMQ: connection {Link} is up")]
    public static partial void LinkUp(this ILogger logger, string link);

    [LoggerMessage(1302, LogLevel.Warning, "RabbitMQ: connection {Link} is down, the hub keeps dialling: {Reason}")]
    public static partial void LinkDown(this ILogger logger, string link, string reason);

    [LoggerMessage(1303, LogLevel.Error, "RabbitMQ: message {MessageId} of {Queue} cannot be used and goes to the parking queue: {Reason}")]
    public static partial void Parked(this ILogger logger, string? messageId, string queue, string reason);

    [LoggerMessage(1304, LogLevel.Warning, "RabbitMQ: message {MessageId} of {Queue} could not be parked; the broker moves it by itself: {Reason}")]
    public static partial void NotParked(this ILogger logger, string? messageId, string queue, string reason);

    [LoggerMessage(1305, LogLevel.Warning, "RabbitMQ: {Count} verdicts are not confirmed, they are sent again: {Reason}")]
    public static partial void NotAnswered(this ILogger logger, int count, string reason);

    [LoggerMessage(1306, LogLevel.Warning, "RabbitMQ: the store is away; incoming events wait at the broker: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string reason);

    [LoggerMessage(1307, LogLevel.Error, "RabbitMQ: incoming message {MessageId} failed in the hub, try {Tries}")]
    public static partial void EventFaulted(this ILogger logger, Exception failure, string? messageId, int tries);

    [LoggerMessage(1308, LogLevel.Warning, "RabbitMQ: the queue behind {Key} is missing; it is declared anew in a moment")]
    public static partial void Returned(this ILogger logger, string key);
}
