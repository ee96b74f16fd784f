using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Core.Intake;
using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Reads a JSON request body into its shape.</summary>
internal static class RequestJson
{
    private const int MaxBytes = 64 * 1024;

    /// <param name="optional">An absent body is the shape's own default.</param>
    /// <returns>The value, or the problem to answer with.</returns>
    public static async Task<(T? Value, Problem? Problem)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, Func<T>? optional = null, int maxBytes = MaxBytes) where T : class
    {
        using var body = await RequestBody.ReadAsync(http.Request, maxBytes, http.RequestAborted);
        if (body is null)
        {
            return (null, new Problem(ProblemKinds.BodyTooLarge));
        }

        if (body.Span.IsEmpty && optional is not null)
        {
            return (optional(), null);
        }

        if (http.Request.ContentType is not { } contentType || !MediaType.TryParse(contentType, out var media) || media is not { IsJson: true, IsUtf8: true })
        {
            return (null, new Problem(ProblemKinds.UnsupportedMediaType)
            {
                Text = (
                    "Gửi thân yêu cầu dạng application/json, bảng mã UTF-8.",
                    "Send the body as application/json in UTF-8."),
            });
        }

        return Read(body.Span, type);
    }

    /// <summary>Reads one part of a body; what is wrong is told from the part on.</summary>
    public static (T? Value, Problem? Problem) Read<T>(JsonElement part, JsonTypeInfo<T> type) where T : class => Read(JsonMarshal.GetRawUtf8Value(part), type);

    private static (T? Value, Problem? Problem) Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } value ? (value, null) : (null, Wrong("", "type"));
        }
        catch (JsonException wrong)
        {
            return (null, Wrong(wrong));
        }
        catch (InvalidOperationException) when (!OutsideJson.IsText(json))
        {
            return (null, Wrong("", "json"));
        }
    }

    private static Problem Wrong(JsonException wrong) => wrong is WordedJsonException worded
        ? Problem.Invalid(Pointer(wrong.Path), worded.Rule, worded.Text)
        : Wrong(Pointer(wrong.Path), "json");

    private static Problem Wrong(string at, string rule) => Problem.Invalid(
        at, rule,
        ("Thân yêu cầu không đúng: JSON sai, thuộc tính lạ, thuộc tính lặp lại, thiếu mục bắt buộc hoặc giá trị sai kiểu.",
        "The body is wrong: not JSON, an unknown or repeated property, a missing one, or a value of another type."));

    // The path of the serializer is "$.a[0].b"; a property name with other characters in it is left out rather than misquoted.
    private static string Pointer(string? path) =>
        path is null or "$" || path.Contains('\'', StringComparison.Ordinal) ? "" : path[1..].Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}

/// <summary>The parts of a list as they came, each to be read by itself: the serializer's own would look at their names already, and one that is no text, or stands there twice, would cost all.</summary>
public sealed class PartsConverter : JsonConverter<IReadOnlyList<JsonElement>?>
{
    public override IReadOnlyList<JsonElement>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var parts = new List<JsonElement>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            parts.Add(JsonElement.ParseValue(ref reader));
        }

        return parts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<JsonElement>? value, JsonSerializerOptions options) => throw new NotSupportedException("Parts are only read.");
}
