namespace Hub.Sandbox.State;

/// <summary>One line of a file without its line feed; <paramref name="IsEnded"/> is false for a last line that lacks it.</summary>
internal readonly record struct TextLine(ReadOnlyMemory<byte> Bytes, bool IsEnded, bool IsLast)
{
    public int Length => Bytes.Length;
}
