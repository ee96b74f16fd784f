using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A message as the control API shows it: the body as text, or in <c>bodyBase64</c> when it is none.</summary>
internal sealed record MessageView(
    long Sequence, string State, string MessageId, int Deliveries, string? Label, string? CorrelationId, string? ReplyTo, string ContentType,
    DateTimeOffset EnqueuedAt, string? DeadLetterReason, JsonObject Properties, string? Body, string? BodyBase64)
{
    public static MessageView Of(BusMessage message, string state)
    {
        var isText = Utf8.IsValid(message.Body.Span);
        return new MessageView(
            message.Sequence, state, message.MessageId, message.Deliveries, message.Sent.Label, message.Sent.CorrelationId, message.Sent.ReplyTo, message.ContentType,
            message.EnqueuedAt, message.DeadLetterReason,
            new JsonObject(message.Properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)JsonNode.Parse(property.Json)))),
            isText ? Encoding.UTF8.GetString(message.Body.Span) : null, isText ? null : Convert.ToBase64String(message.Body.Span));
    }
}

/// <summary>A queue as the control API shows it.</summary>
/// <param name="Waiting">Receivers in a long poll.</param>
internal sealed record QueueView(string Name, int Active, int Locked, int Scheduled, int DeadLetters, int RememberedIds, long Bytes, int Waiting);
