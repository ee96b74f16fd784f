using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Hub.Tests.Centres;
using Hub.Tests.Triggers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A queue of the Service Bus twin, received from and settled as the host's listener does it.</summary>
internal sealed class BusQueue(string name, ServiceBusClient client, Twin twin) : IHostQueue
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private readonly ServiceBusSender _sender = client.CreateSender(name);
    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(name);
    private readonly ConcurrentDictionary<QueueMessage, ServiceBusReceivedMessage> _locked = new(ReferenceEqualityComparer.Instance);

    public string Name => name;

    public Task SendAsync(QueueMessage message)
    {
        var sent = new ServiceBusMessage(message.Body) { MessageId = message.MessageId, ContentType = message.ContentType, ReplyTo = message.ReplyTo };
        foreach (var (property, value) in message.Properties)
        {
            sent.ApplicationProperties[property] = value;
        }

        return _sender.SendMessageAsync(sent);
    }

    public async Task<QueueMessage> ReceiveAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await _receiver.ReceiveMessageAsync(Wait, ct) is { } received)
            {
                var message = new QueueMessage(received.Body.ToArray(), received.MessageId, received.ContentType, received.ApplicationProperties)
                {
                    SequenceNumber = received.SequenceNumber,
                    ReplyTo = received.ReplyTo,
                };
                message.Lock();
                message.DeliveryCount = received.DeliveryCount;
                _locked[message] = received;
                return message;
            }
        }
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken ct) => _receiver.CompleteMessageAsync(Locked(message), ct);

    public Task AbandonAsync(QueueMessage message, CancellationToken ct) => _receiver.AbandonMessageAsync(Locked(message), cancellationToken: ct);

    public Task DeadLetterAsync(QueueMessage message, string? reason, string? description, CancellationToken ct) =>
        _receiver.DeadLetterMessageAsync(Locked(message), reason, description, ct);

    public async Task<long> OpenAsync()
    {
        var view = await twin.Http.GetAsync($"_twin/service-bus/queues/{name}");
        return view["active"]!.GetValue<long>() + view["locked"]!.GetValue<long>();
    }

    public async Task<IReadOnlyList<string>> DeadAsync() =>
        [.. (await twin.Http.GetAsync($"_twin/service-bus/queues/{name}/messages?dead=true"))["messages"]!.AsArray().Select(m => m!["messageId"]!.GetValue<string>())];

    private ServiceBusReceivedMessage Locked(QueueMessage message) => _locked.Remove(message, out var received) ? received : throw new InvalidOperationException("Settled twice.");
}
