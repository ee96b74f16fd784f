using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Event ids 3200 to 3299. Queues, reasons and counts only; no ids that a sender chose, no bodies.</summary>
internal static partial class ServiceBusLog
{
    [LoggerMessage(3201, LogLevel.Debug, "Service Bus: {Operation} on {Entity} failed ({Reason}); try {Attempt} follows in {Delay}")]
    public static partial void TryingAgain(this ILogger logger, string operation, string entity, string reason, int attempt, TimeSpan delay);

    [LoggerMessage(3202, LogLevel.Warning, "Queue {Queue} cannot be read; it is asked again after pauses: {Reason}")]
    public static partial void QueueAway(this ILogger logger, string queue, string reason);

    [LoggerMessage(3203, LogLevel.Information, "Queue {Queue} can be read again")]
    public static partial void QueueBack(this ILogger logger, string queue);

    [LoggerMessage(3204, LogLevel.Information, "Queue {Queue}: the lock was gone ({What}); the message comes again and has no further effect")]
    public static partial void LockLost(this ILogger logger, string what, string queue);

    [LoggerMessage(3205, LogLevel.Warning, "Queue {Queue}: a message could not be settled ({What}); it comes again when its lock ends: {Reason}")]
    public static partial void NotSettled(this ILogger logger, string what, string queue, string reason);

    [LoggerMessage(3208, LogLevel.Error, "Queue {Queue}: {What} of a message failed; it comes again when its lock ends")]
    public static partial void Faulted(this ILogger logger, Exception exception, string what, string queue);

    [LoggerMessage(3206, LogLevel.Warning, "A message of {Queue} cannot be read and was parked: {Reason}")]
    public static partial void Parked(this ILogger logger, string queue, string reason);

    [LoggerMessage(3207, LogLevel.Error, "A message of {Queue} that cannot be read could not be parked either and goes back ({Reason}): {Why}")]
    public static partial void NotParked(this ILogger logger, string queue, string reason, string why);

    [LoggerMessage(3210, LogLevel.Warning, "The store is away; an event from queue {Queue} waits for it, locked: {Reason}")]
    public static partial void EventWaits(this ILogger logger, string queue, string reason);

    [LoggerMessage(3211, LogLevel.Warning, "An event waited for the store for as long as its lock may be renewed and goes back to queue {Queue}")]
    public static partial void EventGivenBack(this ILogger logger, string queue);

    [LoggerMessage(3212, LogLevel.Warning, "The verdict on a queued event could not be sent to {Queue}: {Reason}")]
    public static partial void NotTold(this ILogger logger, string queue, string reason);
}
