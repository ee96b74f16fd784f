using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace Hub.Transports.ServiceBus;

/// <summary>The namespace by the vendor's client: one connection, with a link for each queue that is sent to or received from. The client dials, signs and repeats.</summary>
public sealed class ServiceBusBroker : IServiceBusApi, IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="credential">Takes the place of the managed identity.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names every one that is.</exception>
    public ServiceBusBroker(ServiceBusOptions options, TokenCredential? credential = null)
    {
        Options = ServiceBusOptionsCheck.Checked(options);
        var settings = new ServiceBusClientOptions
        {
            Identifier = "hub",
            TransportType = options.WebSockets ? ServiceBusTransportType.AmqpWebSockets : ServiceBusTransportType.AmqpTcp,
            RetryOptions = new ServiceBusRetryOptions
            {
                Mode = ServiceBusRetryMode.Exponential,
                MaxRetries = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                TryTimeout = options.TryTimeout,
            },
        };
        _client = options switch
        {
            { ConnectionString: { Length: > 0 } text } => new ServiceBusClient(text, settings),
            { Key: { Length: > 0 } key, KeyName: { } name } => new ServiceBusClient(options.Host, new AzureNamedKeyCredential(name, key), settings),
            _ => new ServiceBusClient(options.Host, credential ?? Identity(options), settings),
        };
    }

    public ServiceBusOptions Options { get; }

    public async Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct)
    {
        try
        {
            await Sender(queue).SendMessageAsync(message, ct);
        }
        catch (ServiceBusException missing) when (missing.Reason is ServiceBusFailureReason.MessagingEntityNotFound)
        {
            // Whoever asks for answers may name any queue: what does not exist is not remembered.
            if (_senders.TryRemove(queue, out var sender))
            {
                await sender.DisposeAsync();
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    internal ServiceBusSender Sender(string queue) => _senders.GetOrAdd(queue, static (name, client) => client.CreateSender(name), _client);

    /// <param name="prefetch">Messages that may wait here, locked, to be taken.</param>
    internal ServiceBusReceiver Receiver(string queue, int prefetch = 0, SubQueue of = SubQueue.None) =>
        _client.CreateReceiver(queue, new ServiceBusReceiverOptions { PrefetchCount = prefetch, SubQueue = of });

    private static ManagedIdentityCredential Identity(ServiceBusOptions options) =>
        new(string.IsNullOrEmpty(options.ClientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(options.ClientId));
}
