using Azure.Messaging.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>One message of an invocation.</summary>
/// <param name="Content">
/// The body, and what the sender set beside it. That is left empty unless the body came as Base64, as <c>dataType: binary</c> brings it:
/// otherwise the host may have copied the body's own properties over the broker's.
/// </param>
internal sealed record TriggerMessage(ServiceBusReceivedMessage Content)
{
    public ReadOnlyMemory<byte> Body => Content.Body.ToMemory();
}
