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

    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
