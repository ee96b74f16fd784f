using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Intake;

namespace Hub.CaseSystem;

/// <summary>
/// What is kept of a receiver's answer: the status, the length, and the sentence of a JSON <c>error</c> or <c>message</c>.
/// A receiver may repeat what it was sent, so values that were sent, long numbers and mail addresses are masked in that sentence.
/// </summary>
internal static partial class AnswerText
{
    private const int Longest = 2000;
    private const int ShortestMasked = 4;
    private const string Mask = "***";

    public static string Of(WebhookAnswer.Received received, ReadOnlyMemory<byte> sent)
    {
        var head = received.Length is { } length ? $"HTTP {received.Status}; {length} bytes" : $"HTTP {received.Status}";
        if (SentenceOf(received.Body) is not { Length: > 0 } sentence)
        {
            return head;
        }

        var text = $"{head}; {Masked(sentence, sent)}";
        return OutsideText.Cut(text, Longest);
    }

    private static string? SentenceOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            OutsideJson.Check(body.Span);
            var error = body.IsEmpty ? null : JsonSerializer.Deserialize(body.Span, CaseSystemJson.Default.ReceiverError);
            return TextOf(error?.Error) ?? TextOf(error?.Message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } inner when inner.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            => message.GetString(),
        _ => null,
    };

    private static string Masked(string sentence, ReadOnlyMemory<byte> sent)
    {
        // Longest first, so that a name inside a longer value does not leave the rest of it standing.
        foreach (var value in ValuesOf(sent).OrderByDescending(value => value.Length))
        {
            sentence = sentence.Replace(value, Mask, StringComparison.OrdinalIgnoreCase);
        }

        return Numbers().Replace(Mails().Replace(sentence, Mask), Mask);
    }

    private static List<string> ValuesOf(ReadOnlyMemory<byte> sent)
    {
        var values = new List<string>();
        var reader = new Utf8JsonReader(sent.Span);
        while (!sent.IsEmpty && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: >= ShortestMasked } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    // Phone and identity numbers are also written in groups.
    [GeneratedRegex(@"\d(?:[ .\-]?\d){5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[^\s@<>""',;]+@[^\s@<>""',;]+", RegexOptions.CultureInvariant)]
    private static partial Regex Mails();
}
