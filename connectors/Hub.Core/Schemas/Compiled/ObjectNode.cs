using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>A closed object of at most 64 properties.</summary>
internal sealed class ObjectNode(PropertyTable table, ValueNode[] values, ulong required, BranchSet? anyOf, BranchSet? oneOf) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var seen = 0UL;
        var any = anyOf?.All ?? 0;
        var one = oneOf?.All ?? 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var property = table.Find(ref reader);
            if (property < 0 || (seen & (1UL << property)) != 0 || !reader.Read())
            {
                return false;
            }

            seen |= 1UL << property;
            any = anyOf?.Narrow(any, property, ref reader) ?? 0;
            one = oneOf?.Narrow(one, property, ref reader) ?? 0;
            if (!values[property].Accepts(ref reader))
            {
                return false;
            }
        }

        return (seen & required) == required
            && (anyOf is null || anyOf.Holds(any, seen))
            && (oneOf is null || oneOf.Holds(one, seen));
    }
}
