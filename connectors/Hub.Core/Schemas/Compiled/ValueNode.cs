using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>A compiled schema. The reader stands on the first token of a value and is left on its last.</summary>
internal abstract class ValueNode
{
    public abstract bool Accepts(ref Utf8JsonReader reader);
}
