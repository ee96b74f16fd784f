namespace Hub.Transports.ServiceBus;

/// <summary>Why the service did not do what it was asked. Closed: every failure of a call is one of these.</summary>
public enum ServiceBusReason
{
    /// <summary>It asks for patience (429, 503, error code 50009).</summary>
    Busy,

    /// <summary>No answer of the service came: not connected, torn, too late, an error of its own, or an answer that is not the service's.</summary>
    Unreachable,

    /// <summary>It does not accept who we are, also with a fresh token.</summary>
    Unauthorized,

    /// <summary>The queue does not exist or is disabled: a fault of the set-up.</summary>
    EntityMissing,

    /// <summary>The message is larger than the service takes.</summary>
    TooLarge,

    /// <summary>The queue is full.</summary>
    QuotaExceeded,

    /// <summary>The lock is gone: the message was settled, or it is brought again.</summary>
    LockLost,

    /// <summary>It does not take the request as it stands.</summary>
    Refused,
}
