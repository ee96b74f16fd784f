using Hub.Transports.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>One message of an invocation.</summary>
/// <param name="Content">
/// The body, and what the sender set beside it. That is left empty unless the body came as Base64, as <c>dataType: binary</c> brings it:
/// otherwise the host may have copied the body's own properties over the broker's.
/// </param>
/// <param name="SequenceNumber">The broker's; 0 when unknown.</param>
internal sealed record TriggerMessage(ServiceBusMessage Content, long SequenceNumber)
{
    public ReadOnlyMemory<byte> Body => Content.Body;
}
