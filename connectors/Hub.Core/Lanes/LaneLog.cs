using Hub.Core.Envelopes;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

internal static partial class LaneLog
{
    [LoggerMessage(1101, LogLevel.Warning, "Lane {Lane}: envelope {EnvelopeId} ({Type}) attempt {Attempt} is not done; next at {DueAt}")]
    public static partial void WillTryAgain(this ILogger logger, string lane, EnvelopeId envelopeId, string type, int attempt, DateTimeOffset dueAt);

    [LoggerMessage(1102, LogLevel.Error, "Lane {Lane}: envelope {EnvelopeId} ({Type}) is a dead letter: {Code}")]
    public static partial void DeadLetter(this ILogger logger, string lane, EnvelopeId envelopeId, string type, string code);

    [LoggerMessage(1103, LogLevel.Error, "Lane {Lane}: the connector threw at envelope {EnvelopeId}")]
    public static partial void ConnectorFaulted(this ILogger logger, Exception exception, string lane, EnvelopeId envelopeId);

    [LoggerMessage(1104, LogLevel.Warning, "Lane {Lane}: the partner is away, breaker open, next probe at {ProbeAt}")]
    public static partial void Opened(this ILogger logger, string lane, DateTimeOffset? probeAt);

    [LoggerMessage(1105, LogLevel.Information, "Lane {Lane}: the partner is back, breaker closed")]
    public static partial void Closed(this ILogger logger, string lane);

    [LoggerMessage(1106, LogLevel.Error, "Lane {Lane}: the connector's probe threw")]
    public static partial void ProbeFaulted(this ILogger logger, Exception exception, string lane);

    [LoggerMessage(1107, LogLevel.Error, "Lane {Lane}: {Count} deliveries did not give up in time; they are doubtful after the next start")]
    public static partial void LeftBehind(this ILogger logger, string lane, int count);

    [LoggerMessage(1108, LogLevel.Warning, "Lane {Lane}: the receiver {Receiver} is away, its breaker open, next tried at {ProbeAt}")]
    public static partial void ReceiverAway(this ILogger logger, string lane, string receiver, DateTimeOffset? probeAt);

    [LoggerMessage(1109, LogLevel.Error, "Lane {Lane}: the connector threw when asked whose envelope {EnvelopeId} is")]
    public static partial void ReceiverFaulted(this ILogger logger, Exception exception, string lane, EnvelopeId envelopeId);
}
