using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Event ids 3200 to 3299. Queues, reasons and counts only; no ids that a sender chose, no bodies.</summary>
internal static partial class ServiceBusLog
{
    [LoggerMessage(3202, LogLevel.Warning, "Queue {Queue} cannot be read; it is asked again after pauses: {Reason}")]
    public static partial void QueueAway(this ILogger logger, string queue, string reason);

    [LoggerMessage(3203, LogLevel.Information, "Queue {Queue} can be read again")]
    public static partial void QueueBack(this ILogger logger, string queue);

    [LoggerMessage(3204, LogLevel.Information, "Queue {Queue}: the lock was gone ({What}); the message comes again and has no further effect")]
    public static partial void LockLost(this ILogger logger, string what, string queue);

    [LoggerMessage(3205, LogLevel.Warning, "Queue {Queue}: a message could not be settled ({What}); it comes again when its lock ends: {Reason}")]
    public static partial void NotSettled(this ILogger logger, string what, string queue, string reason);

    [LoggerMessage(3206, LogLevel.Warning, "A message of {Queue} was set aside among its dead letters: {Reason}")]
    public static partial void SetAside(this ILogger logger, string queue, string reason);

    [LoggerMessage(3208, LogLevel.Error, "Queue {Queue}: {What} of a message failed; it comes again when its lock ends")]
    public static partial void Faulted(this ILogger logger, Exception exception, string what, string queue);

    [LoggerMessage(3209, LogLevel.Error, "The hub stumbled over an event of queue {Queue} at delivery {Delivery}")]
    public static partial void EventFaulted(this ILogger logger, Exception exception, string queue, int delivery);

    [LoggerMessage(3210, LogLevel.Warning, "The store is away; events of queue {Queue} stay there until it is back: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string queue, string reason);

    [LoggerMessage(3212, LogLevel.Warning, "The verdict on a queued event could not be sent to {Queue}: {Reason}")]
    public static partial void NotTold(this ILogger logger, string queue, string reason);
}
