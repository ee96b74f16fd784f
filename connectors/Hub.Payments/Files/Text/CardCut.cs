using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Payments.Files.Text;

/// <summary>Cuts full card numbers to their first six and last four digits, where money is told of and may not be refused for what its text holds.</summary>
public static partial class CardCut
{
    private const int First = 6;
    private const int Last = 4;

    private static readonly string[] NamesOfNumbers = ["account", "reference", "number", "code", "amount", "time", "date", "balance", "accumulated", "sign", "sotien", "thoigian"];

    /// <param name="isReference">See <see cref="CardScreen.Find(ReadOnlySpan{char}, bool)"/>.</param>
    /// <returns>The same text where it holds none.</returns>
    public static string Of(string text, bool isReference = false)
    {
        char[]? cut = null;
        while (CardScreen.Find(cut ?? text.AsSpan(), isReference, out var length) is var at and >= 0)
        {
            cut ??= text.ToCharArray();
            var number = cut.AsSpan(at, length);
            var digits = 0;
            foreach (var c in number)
            {
                digits += char.IsDigit(c) ? 1 : 0;
            }

            var seen = 0;
            foreach (ref var c in number)
            {
                if (char.IsDigit(c))
                {
                    c = seen++ is var place && place >= First && place < digits - Last ? '*' : c;
                }
            }
        }

        return cut is null ? text : new string(cut);
    }

    /// <summary>A message as it may be kept: JSON stays JSON, what is none is cut as a text.</summary>
    /// <returns>The same bytes where they hold no card number.</returns>
    public static ReadOnlyMemory<byte> Message(ReadOnlyMemory<byte> raw)
    {
        try
        {
            return Json(raw);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Plain(raw);
        }
    }

    private static ReadOnlyMemory<byte> Json(ReadOnlyMemory<byte> raw)
    {
        var reader = new Utf8JsonReader(raw.Span);
        ArrayBufferWriter<byte>? cut = null;
        var copied = 0;
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number))
            {
                continue;
            }

            var text = reader.TokenType is JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!;
            var safe = Of(text, reader.TokenType is not JsonTokenType.PropertyName && IsOfNumbers(name));
            name = reader.TokenType is JsonTokenType.PropertyName ? text : name;
            if (ReferenceEquals(safe, text))
            {
                continue;
            }

            cut ??= new ArrayBufferWriter<byte>(raw.Length);
            var start = (int)reader.TokenStartIndex;
            cut.Write(raw.Span[copied..start]);
            cut.Write("\""u8);
            cut.Write(JsonEncodedText.Encode(safe, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            cut.Write("\""u8);
            copied = start + reader.ValueSpan.Length + (reader.TokenType is JsonTokenType.Number ? 0 : 2);
        }

        cut?.Write(raw.Span[copied..]);
        return cut is null ? raw : cut.WrittenMemory;
    }

    // Whatever it is written in, digits are found: escaped, or with a zero beside each.
    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> raw)
    {
        var encoding = System.Text.Unicode.Utf8.IsValid(raw.Span) ? Encoding.UTF8 : Encoding.Latin1;
        var text = encoding.GetString(raw.Span);
        var read = EscapedDigit().Replace(text.Replace("\0", "", StringComparison.Ordinal), digit => digit.Value[^1..]);
        var safe = Of(read);
        return ReferenceEquals(safe, read) ? raw : encoding.GetBytes(safe);
    }

    private static bool IsOfNumbers(string name) => !name.EndsWith("name", StringComparison.OrdinalIgnoreCase)
        && (name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Ma", StringComparison.Ordinal) || NamesOfNumbers.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex(@"\\u003[0-9]")]
    private static partial Regex EscapedDigit();
}
