using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Connectors;
using Hub.Core.Intake;
using Hub.Postal.Settings;
using Refit;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Makes the clients of one operator, which share connections, limits and the table of its operations.</summary>
internal sealed class WireClient(PostalOperatorOptions options, IReadOnlyList<PartnerOperation> operations, HttpMessageHandler answers)
{
    private const long MaxAnswer = 8 * 1024 * 1024;

    /// <param name="handlers">Makes what calls leave by; null for the network.</param>
    public static WireClient Of(PostalOperatorOptions options, IReadOnlyList<PartnerOperation> operations, TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers) =>
        new(options, operations, new AnswerHandler(MaxAnswer, clock) { InnerHandler = handlers?.Invoke(options) ?? PartnerHandlers.Network(options.Timeouts.Connect) });

    /// <param name="wire">Knows the shapes of <typeparamref name="T"/>.</param>
    /// <param name="token">Of calls under the operator's token; null for those that need none.</param>
    public T Create<T>(JsonSerializerContext wire, DelegatingHandler? token = null)
    {
        token?.InnerHandler ??= answers;
        var address = options.BaseAddress!;
        var http = new HttpClient(new OperationHandler(address, operations) { InnerHandler = token ?? answers }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        return RestService.ForGenerated<T>(http, PartnerJson.Settings(wire));
    }
}

/// <summary>Reads what a call came to, whatever the dialect.</summary>
internal static class WireAnswers
{
    private const int MaxText = 500;

    // Where each dialect's errors say what is wrong.
    private static readonly string[] TextMembers = ["message", "Message", "error_description", "error", "description"];

    public static WireReply<T> Reply<T>(this ApiResponse<T> response, TimeProvider clock)
    {
        using (response)
        {
            switch (response.Silence())
            {
                case NoTokenException { Fault: var fault }:
                    return fault.IsRefused ? new WireReply<T>.LoginRefused(fault.Text) : new WireReply<T>.NoToken(fault.Text, fault.After);
                case { } silent:
                    return new WireReply<T>.Silent(silent.What, silent.MayBeSent);
            }

            var body = response.Body()!;
            return !response.IsSuccessStatusCode ? new WireReply<T>.Http((int)response.StatusCode!, response.Pause(clock.GetUtcNow()), body.Bytes is null ? "too-large" : Text(body))
                : response.Content is { } value ? new WireReply<T>.Ok(value, body.Plain)
                : body.Bytes is not { } bytes ? new WireReply<T>.NotOurs("too-large")
                : new WireReply<T>.NotOurs(BodyKind.Of(bytes.Span, body.MediaType), bytes);
        }
    }

    private static string Text(AnswerContent body)
    {
        try
        {
            using var document = OutsideJson.Parse(body.Plain);
            return Said(document.RootElement) is { Length: > 0 } said ? said.Length <= MaxText ? said : said[..MaxText] : "json";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return BodyKind.Of(body.Bytes!.Value.Span, body.MediaType);
        }
    }

    private static string? Said(JsonElement root) => root.ValueKind is not JsonValueKind.Object ? null
        : TextMembers.Select(name => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null).FirstOrDefault(text => text is { Length: > 0 })
            ?? (root.TryGetProperty("fault", out var fault) ? Said(fault) : null);
}
