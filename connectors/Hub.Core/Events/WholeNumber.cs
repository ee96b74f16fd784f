using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Events;

/// <summary>
/// A JSON number by its value, not its spelling: <c>8000</c>, <c>8000.0</c> and <c>8e3</c> are the same integer (JSON Schema draft 6 and later, section 4.2.1
/// "mathematical integer"). The framework's own readers know the first spelling only.
/// </summary>
public static class WholeNumber
{
    // Beyond it a number is zero or not whole, and the exponent itself stays countable.
    private const int FarthestPoint = 1_000_000_000;

    /// <returns>False where the element is no number, has a fraction, or lies outside of <see cref="long"/>.</returns>
    public static bool TryRead(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind is JsonValueKind.Number && (element.TryGetInt64(out value) || TryParse(JsonMarshal.GetRawUtf8Value(element), out value));
    }

    /// <inheritdoc cref="TryRead(JsonElement, out long)"/>
    public static bool TryRead(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return reader.TokenType is JsonTokenType.Number
            && (reader.TryGetInt64(out value) || TryParse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, out value));
    }

    /// <param name="number">By the grammar of RFC 8259, section 6.</param>
    private static bool TryParse(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        var isNegative = number[0] == (byte)'-';
        var unsigned = isNegative ? number[1..] : number;
        var e = unsigned.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? unsigned : unsigned[..e];
        var dot = mantissa.IndexOf((byte)'.');
        var point = (dot < 0 ? mantissa.Length : dot) + (e < 0 ? 0 : Exponent(unsigned[(e + 1)..]));

        // Counted downwards, where there is room for one more than upwards.
        var (sum, at) = (0L, 0L);
        foreach (var letter in mantissa)
        {
            if (letter == (byte)'.')
            {
                continue;
            }

            var digit = letter - (byte)'0';
            if (at++ < point ? !TryAppend(ref sum, digit) : digit != 0)
            {
                return false;
            }
        }

        for (; sum != 0 && at < point; at++)
        {
            if (!TryAppend(ref sum, 0))
            {
                return false;
            }
        }

        if (!isNegative && sum == long.MinValue)
        {
            return false;
        }

        value = isNegative ? sum : -sum;
        return true;
    }

    private static bool TryAppend(ref long sum, int digit)
    {
        if (sum < (long.MinValue + digit) / 10)
        {
            return false;
        }

        sum = (sum * 10) - digit;
        return true;
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == (byte)'-';
        var size = 0L;
        foreach (var digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            size = Math.Min((size * 10) + digit - '0', FarthestPoint);
        }

        return isNegative ? -size : size;
    }
}

/// <summary>Reads a whole number in any of its spellings; writes the plain one.</summary>
public sealed class WholeNumberConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WholeNumber.TryRead(ref reader, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
