using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Compiled;

/// <summary>Lengths are counted in UTF-16 units, as the validator counts them.</summary>
internal sealed class StringNode : ValueNode
{
    private const int OnStack = 256;

    public IReadOnlyList<string> Values
    {
        init => _values = [.. value.Select(Encoding.UTF8.GetBytes)];
    }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = int.MaxValue;

    public Regex? Pattern { get; init; }

    public string? Format { get; init; }

    private readonly byte[][] _values = [];

    public override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        var utf8 = reader.ValueSpan;
        if (!reader.ValueIsEscaped && Pattern is null && Format is null)
        {
            if (_values.Length > 0 && !IsOneOf(utf8))
            {
                return false;
            }

            // A character takes one to three bytes a unit, so most lengths are settled without counting.
            if (utf8.Length <= MaxLength && utf8.Length >= MinLength * 3)
            {
                return true;
            }
        }

        return utf8.Length <= OnStack ? AcceptsText(ref reader, stackalloc char[OnStack]) : AcceptsLong(ref reader, utf8.Length);
    }

    private bool AcceptsLong(ref Utf8JsonReader reader, int length)
    {
        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            return AcceptsText(ref reader, buffer);
        }
        finally
        {
            // The text may be personal.
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private bool AcceptsText(scoped ref Utf8JsonReader reader, scoped Span<char> buffer)
    {
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        return text.Length >= MinLength
            && text.Length <= MaxLength
            && (_values.Length == 0 || IsOneOf(ref reader))
            && (Pattern is null || Pattern.IsMatch(text))
            && Format switch
            {
                null => true,
                Rfc3339.DateTime => Rfc3339.IsDateTime(text),
                Rfc3339.Date => Rfc3339.IsDate(text),
                _ => false,
            };
    }

    private bool IsOneOf(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in _values)
        {
            if (utf8.SequenceEqual(value))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOneOf(ref Utf8JsonReader reader)
    {
        foreach (var value in _values)
        {
            if (reader.ValueTextEquals(value))
            {
                return true;
            }
        }

        return false;
    }
}
