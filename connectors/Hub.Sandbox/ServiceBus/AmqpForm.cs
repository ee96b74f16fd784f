using System.Collections;
using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A message on its way to a receiver; its delivery tag is the lock's token.</summary>
internal sealed class LockedMessage(Guid token) : Message
{
    public Guid Token => token;
}

/// <summary>Messages between the queues and the wire: sections, and the vendor's annotations.</summary>
internal static class AmqpForm
{
    /// <summary>Message format of a batch: every data section is an encoded message of its own.</summary>
    public const uint BatchFormat = 0x80013700;

    private const string PartitionKey = "x-opt-partition-key";
    private const string ScheduledAt = "x-opt-scheduled-enqueue-time";

    /// <exception cref="AmqpException">The body is of a kind that the twin does not keep.</exception>
    public static IReadOnlyList<BusContent> Read(Message message) => message.Format != BatchFormat
        ? [ReadOne(message)]
        : [.. Sections(message).Select(section => ReadOne(Decode(section)))];

    public static Message Decode(byte[] encoded) => Message.Decode(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length));

    public static BusContent ReadOne(Message message)
    {
        var body = Sections(message).SelectMany(section => section).ToArray();
        var sent = message.Properties;
        var properties = new Dictionary<string, object?>();
        foreach (var (name, value) in message.ApplicationProperties?.Map ?? [])
        {
            properties[Text(name)!] = value;
        }

        return new BusContent
        {
            Body = body,
            Size = body.Length + 128 + properties.Sum(property => property.Key.Length + (Text(property.Value)?.Length ?? 0)),
            MessageId = Text(sent?.GetMessageId()) ?? "",
            CorrelationId = Text(sent?.GetCorrelationId()),
            Subject = sent?.Subject,
            To = sent?.To,
            ReplyTo = sent?.ReplyTo,
            ReplyToSessionId = sent?.ReplyToGroupId,
            SessionId = sent?.GroupId,
            PartitionKey = Text(Annotation(message, PartitionKey)),
            ContentType = Text(sent?.ContentType),
            TimeToLive = Life(message),
            ScheduledAt = Annotation(message, ScheduledAt) is DateTime at ? new DateTimeOffset(at.ToUniversalTime()) : null,
            Properties = properties,
        };
    }

    /// <param name="isPeeked">Only looked at: it counts as delivered as often as it was.</param>
    public static LockedMessage Write(BusMessage message, string queue, bool isPeeked = false)
    {
        var sent = message.Content;
        var written = new LockedMessage(message.LockToken)
        {
            Header = new Header { Durable = true, DeliveryCount = (uint)Math.Max(0, isPeeked ? message.Deliveries : message.Deliveries - 1) },
            MessageAnnotations = new MessageAnnotations(),
            Properties = new Properties
            {
                Subject = sent.Subject,
                To = sent.To,
                ReplyTo = sent.ReplyTo,
                ReplyToGroupId = sent.ReplyToSessionId,
                GroupId = sent.SessionId,
                CorrelationId = sent.CorrelationId,
                MessageId = sent.MessageId,
            },
            ApplicationProperties = new ApplicationProperties(),
            BodySection = new Data { Binary = sent.Body.ToArray() },
        };
        if (sent.ContentType is { } type)
        {
            written.Properties.ContentType = new Symbol(type);
        }

        if (sent.TimeToLive is { } life)
        {
            written.Header.Ttl = (uint)Math.Min(uint.MaxValue, life.TotalMilliseconds);
        }

        Annotate("x-opt-sequence-number", message.Sequence);
        Annotate("x-opt-enqueue-sequence-number", message.Sequence);
        Annotate("x-opt-enqueued-time", message.EnqueuedAt.UtcDateTime);
        Annotate("x-opt-message-state", message.State switch { BusState.Deferred => 1, BusState.Scheduled => 2, _ => 0 });
        Annotate(PartitionKey, sent.PartitionKey);
        Annotate(ScheduledAt, sent.ScheduledAt?.UtcDateTime);
        Annotate("x-opt-deadletter-source", message.IsDead ? queue : null);
        Annotate("x-opt-locked-until", message.State is BusState.Locked ? message.LockedUntil.UtcDateTime : null);
        foreach (var (name, value) in sent.Properties)
        {
            written.ApplicationProperties[name] = value;
        }

        return written;

        void Annotate(string name, object? value)
        {
            if (value is not null)
            {
                written.MessageAnnotations[new Symbol(name)] = value;
            }
        }
    }

    /// <summary>What a receiver changes while it settles: names come as symbols from one client and as texts from another.</summary>
    public static Dictionary<string, object?> Changes(Map? map) =>
        map?.ToDictionary(pair => Text(pair.Key)!, pair => (object?)pair.Value) ?? [];

    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        Symbol symbol => symbol.ToString(),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A list or an array of any kind.</summary>
    public static IEnumerable<object> Items(object? value) => value is IEnumerable items and not string ? items.Cast<object>() : [];

    private static object? Annotation(Message message, string name) => message.MessageAnnotations?.Map.TryGetValue(new Symbol(name), out var value) is true ? value : null;

    private static TimeSpan? Life(Message message) => message switch
    {
        { Header.Ttl: > 0 and < uint.MaxValue and var ttl } => TimeSpan.FromMilliseconds(ttl),
        { Properties: { } sent } when sent.AbsoluteExpiryTime > sent.CreationTime && sent.CreationTime != default => sent.AbsoluteExpiryTime - sent.CreationTime,
        _ => null,
    };

    private static IEnumerable<byte[]> Sections(Message message) => message.BodySection switch
    {
        null => [],
        Data data => [data.Binary],
        DataList list => Enumerable.Range(0, list.Count).Select(i => list[i].Binary),
        _ => throw new AmqpException(new Error(new Symbol(ErrorCode.NotImplemented)) { Description = "Only bodies of data sections are kept here." }),
    };
}
