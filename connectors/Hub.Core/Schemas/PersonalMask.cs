using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Schemas.Masking;

namespace Hub.Core.Schemas;

/// <summary>Shows the data of an event to those who may not see personal data.</summary>
public sealed class PersonalMask(SchemaCatalogue catalogue)
{
    // Texts as they are: this is an answer's JSON, never a part of a page.
    private static readonly JsonWriterOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
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
        var buffer = new ArrayBufferWriter<byte>(Math.Max(utf8Data.Length, 256));
        try
        {
            using var writer = new Utf8JsonWriter(buffer, Output);
            var reader = new Utf8JsonReader(utf8Data, Input);
            reader.Read();
            Copy(ref reader, writer, Root(type));
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

    /// <summary>
    /// Personal members whose text is what <see cref="Mask"/> would have made of another: somebody gives back what was only shown.
    /// Nobody is called <c>N***</c>, so a person's own data is never among them.
    /// </summary>
    /// <param name="type">The CloudEvents type; of an unknown one every member is personal.</param>
    /// <param name="utf8Data">The data as UTF-8 JSON.</param>
    /// <returns>RFC 6901 pointers, in the order of the data.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public IReadOnlyList<string> MaskedMembers(string type, ReadOnlyMemory<byte> utf8Data)
    {
        using var document = JsonDocument.Parse(utf8Data, new JsonDocumentOptions { MaxDepth = Input.MaxDepth });
        return [.. Masking.MaskedMembers.Of(document.RootElement, Root(type), "")];
    }

    private MaskNode Root(string type) => catalogue.TryGet(type, out var schema) ? schema.Marks.Root : MaskNode.Hidden;

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
                writer.WriteStringValue(MaskedText.Of(reader.GetString()!, node.Scalar));
                break;
            case JsonTokenType.Number when node.Scalar != MaskStyle.None:
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
}
