using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Reads the messages of a send: one with its properties in headers, or a batch with everything in the body.</summary>
internal static class SendReader
{
    /// <summary>Without parameters: with a charset the whole body is taken for one message.</summary>
    public const string BatchType = "application/vnd.microsoft.servicebus.json";

    /// <summary>What a message has whose sender named no type.</summary>
    public const string DefaultType = "application/atom+xml;type=entry;charset=utf-8";

    private const int MaxPropertyBytes = 32 * 1024;
    private const int MaxAllPropertyBytes = 64 * 1024;
    private const int MaxBatch = 100;

    // Headers of the transfer, the gateway and the tracing of a request; every other one is a custom property.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "brokerproperties", "cache-control", "connection", "content-encoding",
        "content-length", "content-type", "cookie", "date", "expect", "forwarded", "host", "keep-alive", "pragma", "te", "transfer-encoding", "upgrade", "user-agent", "via",
    };

    public static bool IsBatch(HttpRequest request) => string.Equals(request.ContentType, BatchType, StringComparison.OrdinalIgnoreCase);

    public static (IReadOnlyList<BusMessage>? Messages, string? Error) Read(HttpRequest request, ReadOnlyMemory<byte> body) =>
        IsBatch(request) ? ReadBatch(body) : ReadOne(request, body);

    private static (IReadOnlyList<BusMessage>? Messages, string? Error) ReadOne(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var (sent, error) = ReadHeader(request.Headers["BrokerProperties"]);
        if (sent is null)
        {
            return (null, error);
        }

        var properties = request.Headers
            .Where(header => !Reserved.Contains(header.Key) && !header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase) && !header.Key.StartsWith(':'))
            .Select(header => (header.Key.ToLowerInvariant(), AsciiJson.OfHeader(header.Value.ToString()))).ToList();
        return Finish(sent, body, request.ContentType ?? DefaultType, properties);
    }

    private static (SendProperties? Properties, string? Error) ReadHeader(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return (new SendProperties(), null);
        }

        if (header.Any(c => c > '~'))
        {
            return (null, "BrokerProperties must be ASCII; escape other characters as \\uXXXX.");
        }

        try
        {
            using var document = JsonDocument.Parse(header);
            return BrokerPropertiesJson.Read(document.RootElement, "TimeToLive");
        }
        catch (JsonException)
        {
            return (null, "BrokerProperties is no JSON.");
        }
    }

    private static (IReadOnlyList<BusMessage>? Messages, string? Error) ReadBatch(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() is 0 or > MaxBatch)
            {
                return (null, $"A batch is a JSON array of 1 to {MaxBatch} messages.");
            }

            var messages = new List<BusMessage>();
            foreach (var element in document.RootElement.EnumerateArray())
            {
                var (read, error) = ReadElement(element);
                if (read is null)
                {
                    return (null, error);
                }

                messages.AddRange(read);
            }

            return (messages, null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "The batch is no JSON of the right form.");
        }
    }

    private static (IReadOnlyList<BusMessage>? Messages, string? Error) ReadElement(JsonElement element)
    {
        var (sent, error) = element.TryGetProperty("BrokerProperties", out var broker) && broker.ValueKind != JsonValueKind.Null
            ? BrokerPropertiesJson.Read(broker, "TimeToLiveTimeSpan")
            : (new SendProperties(), null);
        if (sent is null)
        {
            return (null, error);
        }

        var isBase64 = element.TryGetProperty("IsBodyBase64", out var flag) && flag.ValueKind == JsonValueKind.True;
        var text = element.TryGetProperty("Body", out var given) ? given : default;
        if (text.ValueKind is not (JsonValueKind.String or JsonValueKind.Undefined))
        {
            return (null, "Body must be a string.");
        }

        var body = text.ValueKind == JsonValueKind.Undefined ? [] : isBase64 ? text.GetBytesFromBase64() : Encoding.UTF8.GetBytes(text.GetString()!);
        var properties = new List<(string, string)>();
        if (element.TryGetProperty("UserProperties", out var custom) && custom.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in custom.EnumerateObject())
            {
                if (AsciiJson.OfElement(property.Value) is not { } value)
                {
                    return (null, $"UserProperties: '{property.Name}' is no scalar.");
                }

                properties.Add((property.Name.ToLowerInvariant(), value));
            }
        }

        return Finish(sent, body, DefaultType, properties);
    }

    private static (IReadOnlyList<BusMessage>? Messages, string? Error) Finish(
        SendProperties sent, ReadOnlyMemory<byte> body, string contentType, List<(string Name, string Json)> properties)
    {
        if (properties.Any(property => property.Json.Length > MaxPropertyBytes) || properties.Sum(property => property.Name.Length + property.Json.Length) > MaxAllPropertyBytes)
        {
            return (null, "A property has at most 32 KB, all of a message 64 KB.");
        }

        return ([new BusMessage(sent, body, contentType, properties)], null);
    }
}
