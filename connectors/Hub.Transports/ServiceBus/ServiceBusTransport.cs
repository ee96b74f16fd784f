using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.Core.Outbox;
using Hub.Core.Transports;

namespace Hub.Transports.ServiceBus;

/// <summary>The transport <c>servicebus</c>: a notice is one message in the queue of its lane.</summary>
public sealed class ServiceBusTransport(ServiceBusBroker broker, Random random) : ITransport
{
    // A notice is void when its lease has ended, and no lease lasts longer than an hour.
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private readonly string _salt = Salt(random);

    public string Name => "servicebus";

    /// <summary>In as few batches as their size allows, one after the other.</summary>
    public async Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        var queue = broker.Options.LaneQueue(lane);
        var sent = 0;
        try
        {
            while (sent < notices.Count)
            {
                sent += await SendBatchAsync(broker.Sender(queue), notices, sent, ct);
            }
        }
        catch (Exception error) when (ServiceBusFault.Of(error, ct) is { } fault)
        {
            return sent > 0 ? [.. notices.Skip(sent)] : throw new TransportUnavailableException($"{queue}: {fault}", error);
        }

        return [];
    }

    private async Task<int> SendBatchAsync(ServiceBusSender sender, IReadOnlyList<Notice> notices, int from, CancellationToken ct)
    {
        using var batch = await sender.CreateMessageBatchAsync(ct);
        while (from + batch.Count < notices.Count && batch.TryAddMessage(Message(notices[from + batch.Count])))
        {
        }

        if (batch.Count == 0)
        {
            throw new ServiceBusException("a notice fits no message of this queue", ServiceBusFailureReason.MessageSizeExceeded);
        }

        await sender.SendMessagesAsync(batch, ct);
        return batch.Count;
    }

    private ServiceBusMessage Message(Notice notice) => new(NoticeJson.Write(notice))
    {
        ContentType = NoticeJson.MediaType,
        MessageId = Id(notice),
        TimeToLive = Life,
    };

    // The same for every repeat of one sending. Another process never makes it again: a store that was put back from a copy hands out its
    // tokens anew, and duplicate detection must not take their notices for old ones.
    private string Id(Notice notice) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_salt}\n{notice.Lane}\n{notice.Key}\n{notice.Lease}"))));

    private static string Salt(Random random)
    {
        lock (random)
        {
            return random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        }
    }
}
