using Microsoft.Extensions.Logging;

namespace Hub.Core.Steps;

internal static partial class StepLog
{
    [LoggerMessage(1001, LogLevel.Error, "Step {Step} failed; it runs again after a pause")]
    public static partial void StepFailed(this ILogger logger, Exception exception, string step);

    [LoggerMessage(1002, LogLevel.Warning, "{Count} leases ran out and were given back; their envelopes are doubtful")]
    public static partial void Rescued(this ILogger logger, int count);

    [LoggerMessage(1004, LogLevel.Warning, "This machine's clock is {Seconds} s ahead of the database's (negative: behind); leases and due times of instances that share it no longer fit together: set both by NTP")]
    public static partial void ClockDiffers(this ILogger logger, double seconds);

    [LoggerMessage(1003, LogLevel.Warning, "Redrive {Id} stopped: {Reason}")]
    public static partial void RedriveStopped(this ILogger logger, string id, string reason);
}
