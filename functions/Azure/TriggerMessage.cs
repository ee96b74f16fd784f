using Azure.Messaging.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>One message of an invocation, with the token by which the host settles it.</summary>
internal sealed record TriggerMessage(ServiceBusReceivedMessage Content)
{
    public ReadOnlyMemory<byte> Body => Content.Body.ToMemory();

    public string LockToken => Content.LockToken;

    public static TriggerMessage Of(ServiceBusReceivedMessage message) => new(message);
}
