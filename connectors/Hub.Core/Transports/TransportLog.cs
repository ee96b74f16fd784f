using Microsoft.Extensions.Logging;

namespace Hub.Core.Transports;

internal static partial class TransportLog
{
    [LoggerMessage(1201, LogLevel.Warning, "Broker {Transport} took none or not all of {Count} notices of lane {Lane}; they wait in the store: {Reason}")]
    public static partial void BrokerAway(this ILogger logger, string transport, string lane, int count, string reason);
}
