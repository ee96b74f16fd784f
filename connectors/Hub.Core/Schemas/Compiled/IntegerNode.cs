using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

internal sealed class IntegerNode(long minimum, long maximum) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number
        && reader.TryGetInt64(out var value)
        && value >= minimum
        && value <= maximum;
}
