using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>Turns a check of one scalar round.</summary>
internal sealed class NotNode(ValueNode inner) : ValueNode
{
    public override bool Accepts(ref Utf8JsonReader reader) => !inner.Accepts(ref reader);
}
