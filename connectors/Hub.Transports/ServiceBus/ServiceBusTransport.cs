using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Outbox;
using Hub.Core.Transports;

namespace Hub.Transports.ServiceBus;

/// <summary>The transport <c>servicebus</c>: a notice is one message in the queue of its lane.</summary>
public sealed class ServiceBusTransport(IServiceBusApi api, ServiceBusOptions options, Random random) : ITransport
{
    // A notice is void when its lease has ended, and no lease lasts longer than an hour.
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private readonly string _salt = Salt(random);

    public string Name => "servicebus";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        var sent = await api.SendBatchAsync(options.LaneQueue(lane), [.. notices.Select(Message)], ct);
        return sent switch
        {
            { Fault: null } => [],
            { Confirmed: 0, Fault: { } fault } => throw new TransportUnavailableException($"{options.LaneQueue(lane)}: {fault.Message}", fault),
            _ => [.. notices.Skip(sent.Confirmed)],
        };
    }

    private ServiceBusMessage Message(Notice notice) => new()
    {
        Body = NoticeJson.Write(notice),
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
