namespace Hub.Transports.ServiceBus.Events;

/// <summary>Takes the events of a message into the hub, as <c>POST /events</c> takes those of a request.</summary>
public interface IEventDesk
{
    /// <summary>Returns after what is accepted, or the note that nothing was, is durable.</summary>
    /// <exception cref="Core.Ports.StoreUnavailableException">Nothing was taken; the same message may be tried again.</exception>
    Task<EventVerdict> TakeAsync(ServiceBusMessage message, CancellationToken ct);
}
