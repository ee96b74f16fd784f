using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Core.Schemas.Compiled;

/// <summary>Says yes to sound data in one pass and without allocating; a no is for the validator to explain.</summary>
internal sealed class CompiledSchema(ValueNode root, int maxDepth)
{
    private readonly JsonReaderOptions _options = new() { MaxDepth = maxDepth };

    public bool Accepts(ReadOnlySpan<byte> utf8)
    {
        // The reader leaves the bytes inside strings unread.
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, _options);
            return reader.Read() && root.Accepts(ref reader) && !reader.Read();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
