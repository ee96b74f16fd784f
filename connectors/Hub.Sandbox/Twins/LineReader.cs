namespace Hub.Sandbox.Twins;

internal static class LineReader
{
    /// <summary>Yields lines split at LF. The memory of a line is valid until the next one is asked for.</summary>
    public static IEnumerable<TextLine> Read(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        while (true)
        {
            var feed = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (feed >= 0)
            {
                var isLast = feed + 1 == end && stream.Position == stream.Length;
                yield return new TextLine(buffer.AsMemory(start, feed - start), IsEnded: true, isLast);
                start = feed + 1;
                continue;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                break;
            }

            end += read;
        }

        if (end > 0)
        {
            yield return new TextLine(buffer.AsMemory(0, end), IsEnded: false, IsLast: true);
        }
    }
}

/// <summary>One line of a file without its line feed; <paramref name="IsEnded"/> is false for a last line that lacks it.</summary>
internal readonly record struct TextLine(ReadOnlyMemory<byte> Bytes, bool IsEnded, bool IsLast)
{
    public int Length => Bytes.Length;
}
