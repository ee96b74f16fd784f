using System.Text.Json;
using Hub.Core.Events;

namespace Hub.Core.Schemas.Compiled;

/// <summary>A compiled schema. The reader stands on the first token of a value and is left on its last.</summary>
internal abstract class ValueNode
{
    public abstract bool Accepts(ref Utf8JsonReader reader);
}

internal sealed class BooleanNode : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.True or JsonTokenType.False;
}

internal sealed class IntegerNode(long minimum, long maximum) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) =>
        WholeNumber.TryRead(ref reader, out var value)
        && value >= minimum
        && value <= maximum;
}

/// <summary>Turns a check of one scalar round.</summary>
internal sealed class NotNode(ValueNode inner) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) => !inner.Accepts(ref reader);
}
