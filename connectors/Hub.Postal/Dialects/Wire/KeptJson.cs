using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Intake;

namespace Hub.Postal.Dialects.Wire;

internal static class KeptJson
{
    /// <summary>Null where an overlong text was cut off as it was kept.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> raw)
    {
        try
        {
            using var document = OutsideJson.Parse(raw);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A code or amount that one version of an interface writes as a number and another as text.</summary>
internal sealed class TextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                using (var value = JsonDocument.ParseValue(ref reader))
                {
                    return value.RootElement.GetRawText();
                }

            case JsonTokenType.Null:
                return null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
