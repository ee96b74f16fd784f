using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static string? TraceId => Activity.Current?.TraceId.ToHexString();

    public static Task JsonAsync<T>(this HttpContext http, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return BytesAsync(http, bytes);
    }

    public static Task ProblemAsync(this HttpContext http, Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            ProblemJson.Write(json, problem, TraceId);
        }

        http.Response.StatusCode = problem.Kind.Status;
        http.Response.ContentType = ProblemJson.MediaType;
        return BytesAsync(http, buffer.WrittenMemory);
    }

    public static Task ProblemAsync(this HttpContext http, ProblemKind kind) => http.ProblemAsync(new Problem(kind));

    /// <summary>Too many calls: come again after <paramref name="wait"/>, told in whole seconds, one at least.</summary>
    public static Task HoldOffAsync(this HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return http.ProblemAsync(ProblemKinds.RateLimited);
    }

    public static Task TextAsync(this HttpContext http, string text, string contentType, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return BytesAsync(http, System.Text.Encoding.UTF8.GetBytes(text));
    }

    public static async Task BytesAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
