using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.Core.Transports;

namespace Hub.Transports.ServiceBus;

/// <summary>Looks at and empties the dead-letter queues of every queue the hub receives from: what the service gave up delivering, and what the hub set aside.</summary>
public sealed class ServiceBusDeadLetters(ServiceBusBroker broker, IReadOnlyCollection<string> lanes) : IBrokerDeadLetters
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerDeadLetter>> ListAsync(int limit, CancellationToken ct) =>
        VisitAsync(async (queue, receiver) => (await PeekAsync(receiver, limit, ct)).ConvertAll(message => Letter(queue, message)), ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerDeadLetter>> ResendAsync(int limit, CancellationToken ct) => VisitAsync(async (queue, receiver) =>
    {
        var letters = new List<BrokerDeadLetter>();
        for (var left = (await PeekAsync(receiver, limit, ct)).Count; left > 0;)
        {
            var messages = await receiver.ReceiveMessagesAsync(left, Wait, ct);
            foreach (var message in messages)
            {
                letters.Add(Letter(queue, message) with { SentAgainAs = await ResendAsync(queue, receiver, message, ct) });
            }

            // Somebody else is at it too.
            left = messages.Count == 0 ? 0 : left - messages.Count;
        }

        return letters;
    }, ct);

    private IEnumerable<string> Queues => lanes.Select(broker.Options.LaneQueue).Append(broker.Options.EventsQueue);

    private async Task<IReadOnlyList<BrokerDeadLetter>> VisitAsync(Func<string, ServiceBusReceiver, Task<List<BrokerDeadLetter>>> act, CancellationToken ct)
    {
        var letters = new List<BrokerDeadLetter>();
        foreach (var queue in Queues)
        {
            try
            {
                await using var receiver = broker.Receiver(queue, of: SubQueue.DeadLetter);
                letters.AddRange(await act(queue, receiver));
            }
            catch (Exception error) when (ServiceBusFault.Of(error, ct) is { } fault)
            {
                throw new TransportUnavailableException($"{queue}: {fault}", error);
            }
        }

        return letters;
    }

    private static async Task<List<ServiceBusReceivedMessage>> PeekAsync(ServiceBusReceiver receiver, int limit, CancellationToken ct)
    {
        var found = new List<ServiceBusReceivedMessage>();
        while (found.Count < limit)
        {
            // The service gives fewer than it was asked for when they are large.
            var messages = await receiver.PeekMessagesAsync(limit - found.Count, found.Count == 0 ? null : found[^1].SequenceNumber + 1, ct);
            if (messages.Count == 0)
            {
                break;
            }

            found.AddRange(messages);
        }

        return found;
    }

    // A copy first and the dead letter completed after: a crash between leaves both, and inside the queue's duplicate window the repeat is dropped.
    private async Task<string> ResendAsync(string queue, ServiceBusReceiver receiver, ServiceBusReceivedMessage dead, CancellationToken ct)
    {
        var copy = new ServiceBusMessage(dead) { MessageId = CopyId(dead), TimeToLive = TimeSpan.MaxValue };
        await broker.SendAsync(queue, copy, ct);
        await receiver.CompleteMessageAsync(dead, ct);
        return copy.MessageId;
    }

    // New, or duplicate detection would drop it, and always the same for the same dead letter.
    private static string CopyId(ServiceBusReceivedMessage dead)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{dead.MessageId}~{dead.SequenceNumber}");
        return id.Length <= ServiceBusOptions.MaxMessageId ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    private static BrokerDeadLetter Letter(string queue, ServiceBusReceivedMessage message) => new(
        queue, message.MessageId ?? "", message.DeadLetterReason, message.DeadLetterErrorDescription, message.DeliveryCount, message.EnqueuedTime);
}
