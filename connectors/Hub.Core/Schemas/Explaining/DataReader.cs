using System.Globalization;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Schemas.Formats;
using Newtonsoft.Json.Linq;

namespace Hub.Core.Schemas.Explaining;

/// <summary>
/// Reads strict JSON (RFC 8259) into the tokens the validator works on. Newtonsoft's own reader would take comments, single
/// quotes and trailing commas, and the last of two equal properties in silence.
/// </summary>
internal sealed class DataReader(int maxDepth)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <returns>Null when the data cannot be read; <see cref="Findings"/> then says why.</returns>
    public JToken? Read(ReadOnlySpan<byte> utf8)
    {
        // Depth is counted here, so that the finding can say where.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            reader.Read();
            var token = Value(ref reader, "", 0);
            return token is null || reader.Read() ? null : token;
        }
        catch (JsonException malformed)
        {
            var line = (malformed.LineNumber ?? 0) + 1;
            var position = (malformed.BytePositionInLine ?? 0) + 1;
            _findings.Add(new Finding("", "json", Detail: string.Create(CultureInfo.InvariantCulture, $"{line}:{position}")));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            _findings.Add(new Finding("", "json", Detail: "utf-8"));
        }

        return null;
    }

    private JToken? Value(ref Utf8JsonReader reader, string pointer, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return IsTooDeep(pointer, depth) ? null : Object(ref reader, pointer, depth + 1);
            case JsonTokenType.StartArray:
                return IsTooDeep(pointer, depth) ? null : Array(ref reader, pointer, depth + 1);
            case JsonTokenType.String:
                return new JValue(reader.GetString());
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.Null:
                return JValue.CreateNull();
            default:
                return new JValue(reader.GetBoolean());
        }
    }

    private JObject? Object(ref Utf8JsonReader reader, string pointer, int depth)
    {
        var result = new JObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var at = JsonPointer.Append(pointer, name);
            reader.Read();
            if (Value(ref reader, at, depth) is not { } value)
            {
                return null;
            }

            if (!result.TryAdd(name, value))
            {
                _findings.Add(new Finding(at, "duplicate"));
            }
        }

        return result;
    }

    private JArray? Array(ref Utf8JsonReader reader, string pointer, int depth)
    {
        var result = new JArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Value(ref reader, $"{pointer}/{result.Count}", depth) is not { } value)
            {
                return null;
            }

            result.Add(value);
        }

        return result;
    }

    private bool IsTooDeep(string pointer, int depth)
    {
        if (depth < maxDepth)
        {
            return false;
        }

        _findings.Add(new Finding(pointer, "depth", Detail: maxDepth.ToString(CultureInfo.InvariantCulture)));
        return true;
    }

    private static JValue Number(ref Utf8JsonReader reader)
    {
        if (WholeNumber.TryRead(ref reader, out var whole))
        {
            return new JValue(whole);
        }

        if (reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            // The validator overflows on 1e400. Schemas know whole numbers only, so any fraction says as much.
            return new JValue(0.5);
        }

        // It throws on a BigInteger too; every whole number in a schema has limits far within these.
        return new JValue(reader.ValueSpan[0] == '-' ? long.MinValue : long.MaxValue);
    }
}
