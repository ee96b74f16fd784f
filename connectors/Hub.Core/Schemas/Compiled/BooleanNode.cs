using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

internal sealed class BooleanNode : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.True or JsonTokenType.False;
}
