using System.Net.Sockets;
using System.Net.WebSockets;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace Hub.Transports.ServiceBus;

/// <summary>Why the service did not do what it was asked. Closed: every failure of a call is one of these.</summary>
public enum ServiceBusReason
{
    /// <summary>It asks for patience.</summary>
    Busy,

    /// <summary>No answer of the service came: not connected, torn, too late, or an error of its own.</summary>
    Unreachable,

    /// <summary>It does not accept who we are, or nobody vouches for us.</summary>
    Unauthorized,

    /// <summary>The queue does not exist or is disabled: a fault of the set-up.</summary>
    EntityMissing,

    /// <summary>The message is larger than the queue takes.</summary>
    TooLarge,

    /// <summary>The queue is full.</summary>
    QuotaExceeded,

    /// <summary>The lock is gone: the message was settled, or it is brought again.</summary>
    LockLost,

    /// <summary>It does not take the request as it stands.</summary>
    Refused,
}

/// <summary>A failure of the client, read.</summary>
/// <param name="Detail">For a log: no body, no property and no token is in it.</param>
internal sealed record ServiceBusFault(ServiceBusReason Reason, string Detail)
{
    /// <summary>The same call may succeed in a while.</summary>
    public bool IsTransient => Reason is ServiceBusReason.Busy or ServiceBusReason.Unreachable;

    public override string ToString() => $"{Reason} ({Detail})";

    /// <summary>Null when it is no fault of the service: a bug, or the caller's own wish to stop.</summary>
    public static ServiceBusFault? Of(Exception error, CancellationToken ct) => error switch
    {
        ServiceBusException said => new ServiceBusFault(Read(said), Said(said)),
        UnauthorizedAccessException => new ServiceBusFault(ServiceBusReason.Unauthorized, "not accepted"),
        AuthenticationFailedException => new ServiceBusFault(ServiceBusReason.Unauthorized, "no token for the identity"),
        OperationCanceledException when ct.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException or ObjectDisposedException or SocketException or WebSocketException or IOException =>
            new ServiceBusFault(ServiceBusReason.Unreachable, error.GetType().Name),
        _ => null,
    };

    private static ServiceBusReason Read(ServiceBusException said) => said.Reason switch
    {
        ServiceBusFailureReason.ServiceBusy => ServiceBusReason.Busy,
        ServiceBusFailureReason.MessagingEntityNotFound or ServiceBusFailureReason.MessagingEntityDisabled => ServiceBusReason.EntityMissing,
        ServiceBusFailureReason.MessageSizeExceeded => ServiceBusReason.TooLarge,
        ServiceBusFailureReason.QuotaExceeded => ServiceBusReason.QuotaExceeded,
        ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost or ServiceBusFailureReason.MessageNotFound => ServiceBusReason.LockLost,
        ServiceBusFailureReason.ServiceTimeout or ServiceBusFailureReason.ServiceCommunicationProblem => ServiceBusReason.Unreachable,
        _ => said.IsTransient ? ServiceBusReason.Unreachable : ServiceBusReason.Refused,
    };

    private static string Said(ServiceBusException said)
    {
        for (Exception? inner = said; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode.ToString();
            }
        }

        return said.Reason.ToString();
    }
}
