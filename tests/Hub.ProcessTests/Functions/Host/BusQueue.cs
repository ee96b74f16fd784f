using System.Collections.Concurrent;
using Hub.Tests.Centres;
using Hub.Tests.Triggers;
using Hub.Transports.ServiceBus;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A queue of the Service Bus twin. The real listener speaks AMQP; what it does there, receive with a lock and settle, is the same.</summary>
internal sealed class BusQueue(string name, IServiceBusApi api, Twin twin) : IHostQueue
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<QueueMessage, ReceivedMessage> _locked = new(ReferenceEqualityComparer.Instance);

    public string Name => name;

    public Task SendAsync(QueueMessage message) => api.SendAsync(
        name, new ServiceBusMessage { Body = message.Body, MessageId = message.MessageId, ContentType = message.ContentType, Properties = message.Properties }, CancellationToken.None);

    public async Task<QueueMessage> ReceiveAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await api.ReceiveAsync(name, Poll, ct) is { } received)
            {
                var message = new QueueMessage(received.Message.Body.ToArray(), received.MessageId, received.Message.ContentType, received.Message.Properties)
                {
                    SequenceNumber = received.SequenceNumber,
                };
                message.Lock();
                message.DeliveryCount = received.DeliveryCount;
                _locked[message] = received;
                return message;
            }
        }
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken ct) => api.CompleteAsync(Locked(message), ct);

    public Task AbandonAsync(QueueMessage message, CancellationToken ct) => api.AbandonAsync(Locked(message), ct);

    public Task DeadLetterAsync(QueueMessage message, string? reason, string? description, CancellationToken ct) =>
        throw new NotSupportedException("The data plane over REST cannot do it.");

    public async Task<long> OpenAsync()
    {
        var view = await twin.Http.GetAsync($"_twin/service-bus/queues/{name}");
        return view["active"]!.GetValue<long>() + view["locked"]!.GetValue<long>();
    }

    public async Task<IReadOnlyList<string>> DeadAsync() =>
        [.. (await twin.Http.GetAsync($"_twin/service-bus/queues/{name}/messages?dead=true"))["messages"]!.AsArray().Select(m => m!["messageId"]!.GetValue<string>())];

    private ReceivedMessage Locked(QueueMessage message) => _locked.Remove(message, out var received) ? received : throw new InvalidOperationException("Settled twice.");
}
