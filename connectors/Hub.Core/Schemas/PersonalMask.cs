using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Core.Schemas.Masking;

namespace Hub.Core.Schemas;

/// <summary>Shows the data of an event to those who may not see personal data.</summary>
public sealed class PersonalMask(SchemaCatalogue catalogue)
{
    // Escapes what HTML gives a meaning to, and leaves Vietnamese readable.
    private static readonly JsonWriterOptions Output = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly JsonReaderOptions Input = new() { MaxDepth = 64 };

    /// <summary>
    /// Names keep the first letter of each word, numbers their last three digits, e-mail its first letter, all else nothing.
    /// Of an unknown type, and of a property its schema does not know, every string and number is hidden. Never throws.
    /// </summary>
    /// <param name="type">The CloudEvents type.</param>
    /// <param name="utf8Data">The data as UTF-8 JSON.</param>
    /// <returns>JSON of the same shape; <c>***</c> when the data cannot be read.</returns>
    public string Mask(string type, ReadOnlySpan<byte> utf8Data)
    {
        var root = catalogue.TryGet(type, out var schema) ? schema.Marks.Root : MaskNode.Hidden;
        var buffer = new ArrayBufferWriter<byte>(Math.Max(utf8Data.Length, 256));
        try
        {
            using var writer = new Utf8JsonWriter(buffer, Output);
            var reader = new Utf8JsonReader(utf8Data, Input);
            reader.Read();
            Copy(ref reader, writer, root);
            if (reader.Read())
            {
                return MaskedText.Hidden;
            }

            writer.Flush();
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return MaskedText.Hidden;
        }
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, MaskNode node)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    writer.WritePropertyName(name);
                    reader.Read();
                    Copy(ref reader, writer, node.Of(name));
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Copy(ref reader, writer, node.OfItem);
                }

                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(MaskedText.Of(reader.GetString()!, Scalar(node)));
                break;
            case JsonTokenType.Number when Scalar(node) != MaskStyle.None:
                writer.WriteStringValue(MaskedText.Hidden);
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteBooleanValue(reader.GetBoolean());
                break;
        }
    }

    // Text where the schema has an object or an array was never checked against a mark.
    private static MaskStyle Scalar(MaskNode node) =>
        node.Style == MaskStyle.None && (node.Item is not null || node.Properties.Count > 0) ? MaskStyle.Hide : node.Style;
}
