using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Core.Events;

/// <summary>
/// The one form of a JSON value, whoever wrote it: members in the order of their names, texts with the fewest escapes, numbers as ECMAScript writes them
/// (RFC 8785, JSON Canonicalization Scheme). Whole numbers that a double cannot hold keep all their digits, which the RFC leaves to the sender: two amounts must
/// not become one.
/// </summary>
internal sealed class CanonicalJson
{
    private readonly List<Member> _members = [];
    private byte[] _output;
    private byte[] _scratch = [];
    private int _length;

    private CanonicalJson(int size) => _output = new byte[size + 64];

    /// <returns>What is no JSON comes back as it is.</returns>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return json;
        }

        try
        {
            var canonical = new CanonicalJson(json.Length);
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 512 });
            reader.Read();
            canonical.Value(ref reader);
            return reader.Read() ? json : canonical._output.AsMemory(0, canonical._length);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader);
                break;
            case JsonTokenType.String:
                Text(ref reader);
                break;
            case JsonTokenType.Number:
                Number(ref reader);
                break;
            default:
                Put(reader.ValueSpan);
                break;
        }
    }

    private void Array(ref Utf8JsonReader reader)
    {
        Put("["u8);
        for (var isFirst = true; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; isFirst = false)
        {
            Put(isFirst ? default : ","u8);
            Value(ref reader);
        }

        Put("]"u8);
    }

    private void Object(ref Utf8JsonReader reader)
    {
        Put("{"u8);
        var (first, body, isInOrder) = (_members.Count, _length, true);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            Put(_members.Count == first ? default : ","u8);
            var (start, name) = (_length, Ordered(ref reader));
            Text(ref reader);
            var nameEnd = _length;
            Put(":"u8);
            reader.Read();
            Value(ref reader);
            _members.Add(new Member(start, nameEnd, _length, name));
            isInOrder = isInOrder && (_members.Count - first < 2 || Compare(_output, _members[^2], _members[^1]) <= 0);
        }

        if (!isInOrder)
        {
            Sort(first, body);
        }

        _members.RemoveRange(first, _members.Count - first);
        Put("}"u8);
    }

    private void Sort(int first, int body)
    {
        var (before, length) = (_output.AsSpan(body, _length - body).ToArray(), _length);
        var members = _members.GetRange(first, _members.Count - first).ConvertAll(member => member with { Start = member.Start - body, NameEnd = member.NameEnd - body, End = member.End - body });
        _length = body;
        foreach (var member in members.Order(Comparer<Member>.Create((left, right) => Compare(before, left, right))))
        {
            Put(_length == body ? default : ","u8);
            Put(before.AsSpan(member.Start..member.End));
        }

        System.Diagnostics.Debug.Assert(_length == length, "Sorting moves members and changes none.");
    }

    // Section 3.2.3: by UTF-16 code units, which for plain ASCII is by bytes.
    private static int Compare(byte[] text, Member left, Member right) => left.Name is null && right.Name is null
        ? text.AsSpan(left.Start..left.NameEnd).SequenceCompareTo(text.AsSpan(right.Start..right.NameEnd))
        : string.CompareOrdinal(left.Name ?? Plain(text, left), right.Name ?? Plain(text, right));

    private static string Plain(byte[] text, Member member) => Encoding.ASCII.GetString(text, member.Start + 1, member.NameEnd - member.Start - 2);

    // Null where the bytes between the quotes already are in order: a quote is below every letter that a longer name goes on with, but not below "!" and a space.
    private static string? Ordered(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped || reader.ValueSpan.ContainsAnyExceptInRange((byte)'#', (byte)'~') ? reader.GetString() : null;

    private void Text(ref Utf8JsonReader reader)
    {
        Put("\""u8);
        if (!reader.ValueIsEscaped)
        {
            Put(reader.ValueSpan);
        }
        else
        {
            if (_scratch.Length < reader.ValueSpan.Length)
            {
                _scratch = new byte[reader.ValueSpan.Length * 2];
            }

            Escape(_scratch.AsSpan(0, reader.CopyString(_scratch)));
        }

        Put("\""u8);
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            switch (b)
            {
                case (byte)'"': Put("\\\""u8); break;
                case (byte)'\\': Put("\\\\"u8); break;
                case (byte)'\b': Put("\\b"u8); break;
                case (byte)'\t': Put("\\t"u8); break;
                case (byte)'\n': Put("\\n"u8); break;
                case (byte)'\f': Put("\\f"u8); break;
                case (byte)'\r': Put("\\r"u8); break;
                case < 0x20: Put(Encoding.ASCII.GetBytes($"\\u{b:x4}")); break;
                default: Put([b]); break;
            }
        }
    }

    private void Number(ref Utf8JsonReader reader)
    {
        if (WholeNumber.TryRead(ref reader, out var whole))
        {
            Put(Encoding.ASCII.GetBytes(whole.ToString(CultureInfo.InvariantCulture)));
        }
        else if (reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 && reader.TryGetDouble(out var value) && double.IsFinite(value))
        {
            Put(Encoding.ASCII.GetBytes(EcmaNumber.Of(value)));
        }
        else
        {
            Put(reader.ValueSpan);
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _output.Length)
        {
            System.Array.Resize(ref _output, Math.Max(_length + bytes.Length, _output.Length * 2));
        }

        bytes.CopyTo(_output.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <param name="Name">Unescaped, where its bytes do not tell its place.</param>
    private readonly record struct Member(int Start, int NameEnd, int End, string? Name);
}

/// <summary>ECMAScript's <c>Number::toString</c> in base 10, which RFC 8785 section 3.2.2.3 writes numbers by.</summary>
public static class EcmaNumber
{
    private const int MostPlain = 21;
    private const int LeastPlain = -6;

    /// <summary>8000.0 and 8e3 are 8000. What is no finite number comes back as the runtime calls it.</summary>
    public static string Of(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // The runtime's own text has the same digits, the fewest that come back as the same number, and another layout.
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var place = (point < 0 ? mantissa.Length : point) + exponent - (all.Length - digits.Length);
        return (value < 0 ? "-" : "") + Layout(digits.TrimEnd('0'), place);
    }

    /// <param name="place">Of the decimal point, counted from the first digit.</param>
    private static string Layout(string digits, int place)
    {
        if (place is > 0 and <= MostPlain)
        {
            return digits.Length <= place ? digits.PadRight(place, '0') : $"{digits[..place]}.{digits[place..]}";
        }

        if (place is > LeastPlain and <= 0)
        {
            return $"0.{new string('0', -place)}{digits}";
        }

        var exponent = (place - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return digits.Length == 1 ? $"{digits}e{exponent}" : $"{digits[0]}.{digits[1..]}e{exponent}";
    }
}
