using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Hub.Transports.RabbitMq;

/// <summary>What the client throws when the broker, not the hub, is the reason.</summary>
internal static class Faults
{
    public static bool IsLoss(Exception failure) =>
        failure is RabbitMQClientException or IOException or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException
        || (failure is AggregateException several && several.InnerExceptions.All(IsLoss));

    /// <summary>The innermost words: the outer ones only say that something failed. No client message holds the password.</summary>
    public static string Reason(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure is OperationInterruptedException { ShutdownReason: { } reason } ? $"{reason.ReplyCode} {reason.ReplyText}" : failure.Message;
    }
}
