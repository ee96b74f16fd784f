using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Connectors;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Wire;

/// <summary>One HTTP call within its limits: time, length of the answer, no redirects. It never throws for what the operator or the network does.</summary>
/// <param name="http">Without a timeout of its own.</param>
internal sealed class WireClient(HttpClient http, TimeProvider clock)
{
    private const long MaxAnswer = 8 * 1024 * 1024;
    private const int MaxText = 500;

    // Where each dialect's errors say what is wrong.
    private static readonly string[] TextMembers = ["message", "Message", "error_description", "error", "description"];

    /// <param name="patience">Until the whole answer is read.</param>
    public async Task<WireReply<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, TimeSpan patience, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await BoundedBody.ReadAsync(response.Content, MaxAnswer, both.Token);
            return Read(response, body, shape);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new WireReply<T>.Silent("no answer in time", MayBeSent: true);
        }
        catch (Exception error) when (TransportFaults.Read(error, ct) is { } fault)
        {
            return new WireReply<T>.Silent(fault.What, fault.MayBeSent);
        }
    }

    private WireReply<T> Read<T>(HttpResponseMessage response, ReadOnlyMemory<byte>? body, JsonTypeInfo<T> shape)
    {
        var (status, media) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType);
        if (status is < 200 or >= 300)
        {
            return new WireReply<T>.Http(status, RetryAfter.Read(response.Headers.RetryAfter, clock.GetUtcNow()), body is { } said ? Text(said, media) : "too-large");
        }

        if (body is not { } bytes)
        {
            return new WireReply<T>.NotOurs("too-large");
        }

        try
        {
            return JsonSerializer.Deserialize(Plain(bytes).Span, shape) is { } value ? new WireReply<T>.Ok(value) : new WireReply<T>.NotOurs("json");
        }
        catch (JsonException)
        {
            return new WireReply<T>.NotOurs(BodyKind.Of(bytes.Span, media));
        }
    }

    private static string Text(ReadOnlyMemory<byte> body, string? media)
    {
        try
        {
            using var document = JsonDocument.Parse(Plain(body));
            return Said(document.RootElement) is { Length: > 0 } said ? said.Length <= MaxText ? said : said[..MaxText] : "json";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return BodyKind.Of(body.Span, media);
        }
    }

    private static string? Said(JsonElement root) => root.ValueKind is not JsonValueKind.Object ? null
        : TextMembers.Select(name => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null).FirstOrDefault(text => text is { Length: > 0 })
            ?? (root.TryGetProperty("fault", out var fault) ? Said(fault) : null);

    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}

/// <summary>Where an operator's calls leave the process.</summary>
internal static class WireHandlers
{
    /// <param name="handlers">Instead of the network.</param>
    public static HttpClient Client(PostalOperatorOptions options, Func<PostalOperatorOptions, HttpMessageHandler>? handlers) =>
        new(handlers?.Invoke(options) ?? PartnerHandlers.Network(options.Timeouts.Connect), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
