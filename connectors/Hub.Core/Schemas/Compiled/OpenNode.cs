using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>An object that may hold anything, but still no property twice and no broken text.</summary>
internal sealed class OpenNode : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject && IsSound(ref reader);

    private static bool IsSound(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var names = new HashSet<string>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    if (!names.Add(reader.GetString()!) || !reader.Read() || !IsSound(ref reader))
                    {
                        return false;
                    }
                }

                return true;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (!IsSound(ref reader))
                    {
                        return false;
                    }
                }

                return true;
            case JsonTokenType.String when reader.ValueIsEscaped:
                // Throws on half a surrogate pair.
                return reader.GetString() is not null;
            default:
                return true;
        }
    }
}
