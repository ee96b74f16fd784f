using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>Event ids 3200 to 3299. Queues, reasons and counts only; no ids that a sender chose, no bodies.</summary>
internal static partial class ServiceBusLog
{
    [LoggerMessage(3201, LogLevel.Debug, "Service Bus: {Operation} on {Entity} failed ({Reason}); try {Attempt} follows in {Delay}")]
    public static partial void TryingAgain(this ILogger logger, string operation, string entity, string reason, int attempt, TimeSpan delay);
}
