namespace Hub.Transports.ServiceBus;

/// <summary>A call that failed. The message holds no body, no property and no token.</summary>
public sealed class ServiceBusException(ServiceBusReason reason, string message, Exception? inner = null) : Exception($"{reason}: {message}", inner)
{
    public ServiceBusReason Reason => reason;

    /// <summary>The same call may succeed in a moment.</summary>
    public bool IsTransient { get; init; } = reason is ServiceBusReason.Busy or ServiceBusReason.Unreachable;

    /// <summary>The request may have been carried out all the same.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>How long the service wants to be left alone, where it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
