using Microsoft.Extensions.Logging;

namespace Hub.Core.Steps;

internal static partial class StepLog
{
    [LoggerMessage(1001, LogLevel.Error, "Step {Step} failed; it runs again after a pause")]
    public static partial void StepFailed(this ILogger logger, Exception exception, string step);

    [LoggerMessage(1002, LogLevel.Warning, "{Count} leases ran out and were given back; their envelopes are doubtful")]
    public static partial void Rescued(this ILogger logger, int count);

    [LoggerMessage(1003, LogLevel.Warning, "Redrive {Id} stopped: {Reason}")]
    public static partial void RedriveStopped(this ILogger logger, string id, string reason);
}
