using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A message as the control API shows it: the body as text, or in <c>bodyBase64</c> when it is none.</summary>
internal sealed record MessageView(
    long Sequence, string State, string MessageId, string? SessionId, int Deliveries, string? Label, string? CorrelationId, string? ReplyTo, string? ContentType,
    DateTimeOffset EnqueuedAt, string? DeadLetterReason, IReadOnlyDictionary<string, object?> Properties, string? Body, string? BodyBase64)
{
    public static MessageView Of(BusMessage message)
    {
        var sent = message.Content;
        var isText = Utf8.IsValid(sent.Body.Span);
        return new MessageView(
            message.Sequence, message.State.ToString().ToLowerInvariant(), sent.MessageId, sent.SessionId, message.Deliveries, sent.Subject, sent.CorrelationId, sent.ReplyTo,
            sent.ContentType, message.EnqueuedAt, message.DeadLetterReason, sent.Properties.ToDictionary(property => property.Key, property => Shown(property.Value)),
            isText ? Encoding.UTF8.GetString(sent.Body.Span) : null, isText ? null : Convert.ToBase64String(sent.Body.Span));
    }

    private static object? Shown(object? value) =>
        value is null or string or bool or int or long or double or float or DateTime ? value : Convert.ToString(value, CultureInfo.InvariantCulture);
}

/// <summary>A queue as the control API shows it.</summary>
internal sealed record QueueView(string Name, int Active, int Locked, int Scheduled, int Deferred, int DeadLetters, int RememberedIds, long Bytes);
