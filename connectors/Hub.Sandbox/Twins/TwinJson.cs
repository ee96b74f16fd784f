using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Twins;

/// <summary>How the twins write JSON: Vietnamese stays readable on the wire, as the partners send it.</summary>
internal static class TwinJson
{
    /// <summary>Control API bodies and lines of the state log: camelCase, not indented.</summary>
    public static readonly JsonSerializerOptions Control = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Real partners' readers disagree on which of two equal members counts, so a twin takes neither.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what a caller sent. Names and texts of the document can be asked for without a fault.</summary>
    /// <exception cref="JsonException">It is not JSON, is nested too deeply, names a member twice, or holds a text or a name that is not Unicode.</exception>
    /// <exception cref="BadHttpRequestException">It is too large or broken.</exception>
    public static async Task<JsonDocument> ReadAsync(Stream body, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, ct);
        return Read(bytes.ToArray());
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static JsonDocument Read(ReadOnlyMemory<byte> json)
    {
        CheckTexts(json.Span);
        return JsonDocument.Parse(json, Strict);
    }

    // The parser takes bytes that are not UTF-8 and halves of surrogate pairs, and fails where such a text, or a member beside it, is asked for.
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("A text of it is not Unicode.", error);
        }
    }

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writer))
        {
            value(writer);
        }

        return buffer.WrittenMemory;
    }

    public static void WriteStrings(this Utf8JsonWriter writer, params ReadOnlySpan<(string Key, string Value)> members)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in members)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    public static async Task AnswerAsync(HttpContext context, int status, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, ct);
    }
}
