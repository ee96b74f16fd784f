using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>Sends notices, verdicts and what must be parked; nothing counts as sent before the broker has confirmed that it lies in a queue, on its disks.</summary>
public sealed class RabbitMqTransport(RabbitMqBroker broker) : ITransport, IAsyncDisposable
{
    // AMQP 0-9-1: a short string.
    private const int MaxIdBytes = 255;
    private const string VerdictMediaType = "application/json; charset=utf-8";
    private readonly RabbitMqSender _sender = new(broker);

    public string Name => "rabbitmq";

    public async Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        using var activity = RabbitMqTelemetry.Activities.StartActivity("announce " + lane, ActivityKind.Producer);
        activity?.SetTag("hub.notices", notices.Count);
        using var limit = _sender.Limit(ct);
        var fates = new Task<Fate>[notices.Count];
        for (var i = 0; i < fates.Length; i++)
        {
            fates[i] = SendAsync(lane, notices[i], limit);
        }

        List<Notice>? unsent = null;
        TransportUnavailableException? away = null;
        for (var i = 0; i < fates.Length; i++)
        {
            try
            {
                if (await fates[i] is Fate.Confirmed)
                {
                    continue;
                }
            }
            catch (TransportUnavailableException lost)
            {
                away = lost;
            }
            catch (OperationCanceledException cancelled)
            {
                away = new TransportUnavailableException("RabbitMQ: given up", cancelled);
            }

            (unsent ??= []).Add(notices[i]);
        }

        activity?.SetTag("hub.unsent", unsent?.Count ?? 0);
        return away is not null && unsent!.Count == notices.Count ? throw away : unsent ?? [];
    }

    /// <summary>Opens the connection over which the hub sends, where it is not open.</summary>
    /// <exception cref="TransportUnavailableException">The broker is away.</exception>
    internal Task ReadyAsync(CancellationToken ct) => _sender.ReadyAsync(ct);

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    /// <summary>Answers the sender of an event message.</summary>
    /// <returns>False when the broker did not keep it.</returns>
    internal async Task<bool> AnswerAsync(Told told, CancellationToken ct)
    {
        var asked = told.Message.Properties;
        var properties = Properties(VerdictMediaType, "verdict");
        properties.CorrelationId = asked.CorrelationId ?? asked.MessageId;
        properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["hub-verdict"] = told.Verdict.Status };

        // Nobody may make the hub write into its own queues.
        if (asked.ReplyTo is { Length: > 0 } replyTo && !broker.Names.IsOwn(replyTo)
            && await _sender.SendAsync(RabbitMqTelemetry.Verdicts, "", replyTo, properties, told.Verdict.Json, ct) is Fate.Confirmed)
        {
            return true;
        }

        return await _sender.SendAsync(RabbitMqTelemetry.Verdicts, "", broker.Names.VerdictQueue, properties, told.Verdict.Json, ct) is Fate.Confirmed;
    }

    /// <summary>Puts a copy of a message where a person finds it, with the reason.</summary>
    /// <returns>False when the broker did not keep it.</returns>
    internal async Task<bool> ParkAsync(Received message, string queue, string reason, CancellationToken ct)
    {
        var properties = new BasicProperties(message.Properties) { Persistent = true, Expiration = null, ReplyTo = null };
        properties.Headers = new Dictionary<string, object?>(message.Properties.Headers ?? new Dictionary<string, object?>(), StringComparer.Ordinal)
        {
            ["hub-parked-reason"] = reason,
            ["hub-parked-from"] = queue,
            ["hub-parked-at"] = broker.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        properties.Headers.Remove("x-delivery-count");
        return await _sender.SendAsync(RabbitMqTelemetry.Parking, "", broker.Names.ParkingQueue, properties, message.Body, ct) is Fate.Confirmed;
    }

    /// <summary>Puts a copy of a parked message into a queue.</summary>
    /// <returns>False when the broker did not keep it.</returns>
    /// <exception cref="TransportUnavailableException">The broker is away.</exception>
    internal async Task<bool> SendAgainAsync(string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        await _sender.SendAsync(RabbitMqTelemetry.SentAgain, "", queue, properties, body, ct) is Fate.Confirmed;

    private Task<Fate> SendAsync(string lane, Notice notice, SendLimit limit)
    {
        var properties = Properties(NoticeJson.MediaType, "notice");
        properties.MessageId = IdOf(notice);
        return _sender.SendAsync(lane, broker.Names.LaneExchange, lane, properties, NoticeJson.Write(notice), limit);
    }

    private static BasicProperties Properties(string contentType, string type) => new() { Persistent = true, ContentType = contentType, Type = type, AppId = "hub" };

    private static string IdOf(Notice notice)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{notice.Lane}/{notice.Key}/{notice.Lease}");
        return Encoding.UTF8.GetByteCount(id) <= MaxIdBytes ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
