using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Tests.Triggers;

/// <summary>
/// Writes an invocation's body as the host does: text and scalar metadata as JSON inside a JSON string, bytes as Base64, and, where the
/// trigger's value is text, the body's own top-level properties over the broker's metadata.
/// </summary>
internal static class TriggerBody
{
    public static string Of(FunctionFile function, QueueMessage message)
    {
        var name = function.Text("name");
        var isBinary = function.Trigger["dataType"]?.GetValue<string>() == "binary";
        return function.Trigger["cardinality"]?.GetValue<string>() == "many"
            ? Many(name, [message], isBinary)
            : isBinary ? Binary(name, message) : Text(name, message);
    }

    public static string Binary(string name, QueueMessage message) => Whole(name, Convert.ToBase64String(message.Body), Metadata(message));

    public static string Text(string name, QueueMessage message)
    {
        var text = Encoding.UTF8.GetString(message.Body);
        var metadata = Metadata(message);
        if (TryObject(text) is { } own)
        {
            foreach (var (key, value) in own.Where(pair => pair.Value is not JsonArray).ToList())
            {
                metadata.Remove(metadata.Select(pair => pair.Key).FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? key);
                metadata[key] = value is JsonObject ? value.DeepClone() : Twice(value?.ToString());
            }
        }

        return Whole(name, Twice(text), metadata);
    }

    public static string Many(string name, IReadOnlyList<QueueMessage> messages, bool isBinary)
    {
        string Each(Func<QueueMessage, JsonNode?> value) => new JsonArray([.. messages.Select(value)]).ToJsonString();
        var metadata = new JsonObject
        {
            ["DeliveryCountArray"] = Each(m => m.DeliveryCount),
            ["MessageIdArray"] = Each(m => m.MessageId),
            ["ContentTypeArray"] = Each(m => m.ContentType),
            ["SequenceNumberArray"] = Each(m => m.SequenceNumber),
            ["ApplicationPropertiesArray"] = Each(Properties),
            ["sys"] = Sys(),
        };
        return Whole(name, Each(m => isBinary ? Convert.ToBase64String(m.Body) : Encoding.UTF8.GetString(m.Body)), metadata);
    }

    public static string Timer() => new JsonObject
    {
        ["Data"] = new JsonObject { ["timer"] = new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false } },
        ["Metadata"] = new JsonObject { ["sys"] = Sys() },
    }.ToJsonString();

    private static string Whole(string name, string value, JsonObject metadata) =>
        new JsonObject { ["Data"] = new JsonObject { [name] = value }, ["Metadata"] = metadata }.ToJsonString();

    private static JsonObject Metadata(QueueMessage message)
    {
        var metadata = new JsonObject
        {
            ["MessageReceiver"] = new JsonObject(),
            ["MessageActions"] = new JsonObject(),
            ["Client"] = new JsonObject { ["FullyQualifiedNamespace"] = "ns.servicebus.windows.net", ["IsClosed"] = false },
            ["DeliveryCount"] = message.DeliveryCount.ToString(CultureInfo.InvariantCulture),
            ["LockToken"] = Twice(Guid.NewGuid().ToString()),
            ["ExpiresAtUtc"] = "9999-12-31T23:59:59",
            ["EnqueuedTimeUtc"] = "2026-01-02T03:04:05",
            ["MessageId"] = Twice(message.MessageId),
            ["SequenceNumber"] = message.SequenceNumber.ToString(CultureInfo.InvariantCulture),
            ["ApplicationProperties"] = Properties(message),
            ["UserProperties"] = Properties(message),
            ["sys"] = Sys(),
        };
        if (message.ContentType is { } type)
        {
            metadata["ContentType"] = Twice(type);
        }

        return metadata;
    }

    private static JsonObject Properties(QueueMessage message) =>
        new(message.Properties.Select(pair => KeyValuePair.Create(pair.Key, JsonSerializer.SerializeToNode(pair.Value))));

    private static JsonObject Sys() => new() { ["MethodName"] = "Simulated", ["UtcNow"] = "2026-01-02T03:04:05.678Z", ["RandGuid"] = Guid.NewGuid().ToString() };

    private static string Twice(string? text) => JsonSerializer.Serialize(text);

    private static JsonObject? TryObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
