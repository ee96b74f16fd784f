namespace Hub.Transports.ServiceBus;

/// <summary>
/// The data plane of a Service Bus namespace over HTTPS, a method per operation. Every call may throw <see cref="ServiceBusException"/>; transient
/// failures have then been tried again already, where that was safe.
/// </summary>
public interface IServiceBusApi
{
    /// <exception cref="ArgumentException">An id, a property or their size is outside the published limits.</exception>
    Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct);

    /// <summary>Sends in as few requests as the limits allow. A message that is too large is found before any is sent.</summary>
    /// <exception cref="ArgumentException">As for a single one.</exception>
    /// <exception cref="ServiceBusException">Only <see cref="ServiceBusReason.TooLarge"/>; every other failure is told in the result.</exception>
    Task<SentBatch> SendBatchAsync(string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct);

    /// <summary>Waits for a message up to <paramref name="wait"/> (whole seconds) and locks it; null when none came.</summary>
    Task<ReceivedMessage?> ReceiveAsync(string queue, TimeSpan wait, CancellationToken ct);

    /// <summary>The same for a queue's dead letters.</summary>
    Task<ReceivedMessage?> ReceiveDeadLetterAsync(string queue, TimeSpan wait, CancellationToken ct);

    /// <summary>Receives and deletes at once: an answer that gets lost takes the message with it.</summary>
    Task<ReceivedMessage?> ReceiveAndDeleteAsync(string queue, TimeSpan wait, CancellationToken ct);

    /// <returns>The message with its new <see cref="ReceivedMessage.LockedUntil"/>.</returns>
    Task<ReceivedMessage> RenewAsync(ReceivedMessage message, CancellationToken ct);

    Task CompleteAsync(ReceivedMessage message, CancellationToken ct);

    Task AbandonAsync(ReceivedMessage message, CancellationToken ct);

    /// <summary>
    /// Sends a copy of a locked dead letter to its queue and then completes the dead letter. Between the two a crash leaves both; done again inside the
    /// queue's duplicate window it still has one effect.
    /// </summary>
    /// <returns>The id of the copy.</returns>
    Task<string> ResendAsync(string queue, ReceivedMessage deadLetter, CancellationToken ct);
}
