using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Core.Events;

namespace Hub.Functions.Http.Messages;

/// <summary>
/// RFC 3339 with its offset, as events are read: a time without one would be taken for the server's own, which is not the device's.
/// </summary>
public sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && EventTime.TryParse(reader.GetString(), out var time)
            ? time
            : throw new WordedJsonException(
                "date-time", ("Cần thời điểm RFC 3339 kèm múi giờ, ví dụ 2026-11-21T09:00:00+07:00.", "An RFC 3339 date-time with its offset is needed, such as 2026-11-21T09:00:00+07:00."));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A value that is wrong in a way that can be told better than "of another type".</summary>
/// <param name="rule">Name of the rule, as in <c>errors</c>.</param>
public sealed class WordedJsonException(string rule, Bilingual text) : JsonException
{
    public string Rule { get; } = rule;

    public Bilingual Text { get; } = text;
}
