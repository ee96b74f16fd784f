using Azure.Messaging.ServiceBus;

namespace Hub.Transports.ServiceBus;

/// <summary>Sends single messages, for whoever has a receiver of his own, such as the triggers of a Functions host.</summary>
public interface IServiceBusApi
{
    /// <summary>Returns when the service has taken charge of it. The client has then tried transient failures again already.</summary>
    /// <exception cref="ServiceBusException">The service did not take it; one that is too large is found before it is sent.</exception>
    /// <exception cref="UnauthorizedAccessException">The service does not accept who we are.</exception>
    Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct);
}
