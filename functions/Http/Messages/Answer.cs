using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    /// <summary>
    /// Texts as they are: a reader copies a secret or a sentence by eye, and no answer of the hub is JSON within HTML. What a browser makes of it is settled by its
    /// type, which it must not guess (<c>nosniff</c>).
    /// </summary>
    public static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonWriterOptions Json = new() { Encoder = Plain, SkipValidation = true };

    // Our pages need their own styles and nothing else, from nowhere.
    private const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const int Piece = 16 * 1024;

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
        if (contentType.StartsWith("text/html", StringComparison.Ordinal))
        {
            http.Response.Headers.ContentSecurityPolicy = PagePolicy;
        }

        return BytesAsync(http, System.Text.Encoding.UTF8.GetBytes(text));
    }

    public static async Task BytesAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        http.Response.ContentLength = bytes.Length;
        if (Traffic.Of(http) is not { } traffic || bytes.Length <= Traffic.Small || HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
            return;
        }

        // What was done must be told; what was only asked for can be asked again.
        var isCounted = HttpMethods.IsGet(http.Request.Method);
        if (isCounted && !traffic.TryAnswer(bytes.Length))
        {
            http.Response.Headers.RetryAfter = "1";
            await http.ProblemAsync(ProblemKinds.Busy);
            return;
        }

        try
        {
            await PieceByPieceAsync(http, bytes, traffic.NewPace());
        }
        finally
        {
            traffic.Answered(isCounted ? bytes.Length : 0);
        }
    }

    // In one piece it would be copied whole into the server's buffers, for each who reads slowly.
    private static async Task PieceByPieceAsync(HttpContext http, ReadOnlyMemory<byte> bytes, Pace pace)
    {
        for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(Piece, rest.Length)..])
        {
            var piece = rest[..Math.Min(Piece, rest.Length)];
            var written = http.Response.BodyWriter.WriteAsync(piece, http.RequestAborted);
            if (!written.IsCompleted)
            {
                // A piece is less than a stretch must bring: one that takes longer is too slow.
                using var timer = pace.Wake(http.Abort);
                await written;
            }
            else
            {
                await written;
            }

            pace.Restart();
        }
    }
}
