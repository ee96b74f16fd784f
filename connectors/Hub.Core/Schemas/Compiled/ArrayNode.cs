using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

internal sealed class ArrayNode(ValueNode item, int minItems, int maxItems) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > maxItems || !item.Accepts(ref reader))
            {
                return false;
            }
        }

        return count >= minItems;
    }
}
