using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Hub.Core.Intake;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>An event message. The CloudEvents AMQP binding is written for AMQP 1.0; here its application properties are the headers of AMQP 0-9-1.</summary>
public static class AmqpEvent
{
    public static QueuedMessage Of(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) =>
        new(properties.ContentType, properties.ContentEncoding, [.. Attributes(properties.Headers)], body);

    private static IEnumerable<(string Name, string Value)> Attributes(IDictionary<string, object?>? headers) =>
        from header in headers ?? new Dictionary<string, object?>()
        let name = QueuedMessage.AttributeName(header.Key)
        where name is not null
        select (name, Text(header.Value));

    // CloudEvents type system, "canonical string representation"; whatever else AMQP can say comes out as a value that no rule takes.
    private static string Text(object? value) => value switch
    {
        byte[] utf8 => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : "\0",
        string text => text,
        bool flag => flag ? "true" : "false",
        AmqpTimestamp time => DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => "\0",
    };
}
