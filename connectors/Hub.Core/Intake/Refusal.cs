using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>Why something is refused. Never holds a value out of the request.</summary>
/// <param name="Name">One of <see cref="RefusalNames"/>.</param>
/// <param name="Errors">Pointers into the event in its structured JSON form; a header is pointed at by the attribute it stands for.</param>
public sealed record Refusal(string Name, IReadOnlyList<SchemaViolation> Errors);

/// <summary>Why an event, or a whole request, is refused: the last part of the problem's <c>type</c>.</summary>
public static class RefusalNames
{
    public const string InvalidEvent = "invalid-event";
    public const string UnsupportedSpecVersion = "unsupported-specversion";
    public const string UnreadableBody = "unreadable-body";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string UnsupportedDataType = "unsupported-data-type";
    public const string EventTooLarge = "event-too-large";
    public const string BatchTooLarge = "batch-too-large";
    public const string UnknownEventType = "unknown-event-type";
    public const string SchemaViolation = "schema-violation";
    public const string MaskedBody = "masked-body";
    public const string TimeInFuture = "time-in-future";
    public const string EventConflict = "event-conflict";
}
