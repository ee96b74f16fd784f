using System.Buffers.Binary;
using System.IO.Compression;

namespace Hub.Tests;

/// <summary>Pictures that any viewer opens.</summary>
internal static class Picture
{
    private const string Sequential =
        "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAHAAkBAREA/8QAHwAAAQUBAQ" +
        "EBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW" +
        "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APy0hiycd6m+zt" +
        "6iv//Z";

    private const string ProgressiveText =
        "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2" +
        "NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAAUACEDASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAMCBAX/xAAXAQEBAQEAAAAAAAAAAAAAAAAD" +
        "AgQB/9oADAMBAAIQAxAAAAHxq7pDY3TB6+YLh6qgVTjOUCZP/8QAGhAAAwEAAwAAAAAAAAAAAAAAAAEREAIiMf/aAAgBAQABBQJISJnYgkQ5+QQiDz//xAAdEQABAwUBAAAAAAAAAAAAAAAAAQISAw" +
        "QQERMy/9oACAEDAQE/AWKTi3Z1KZceUx//xAAZEQACAwEAAAAAAAAAAAAAAAAAAQIQETH/2gAIAQIBAT8BcjTRke1//8QAGhAAAAcAAAAAAAAAAAAAAAAAARARIDAyUf/aAAgBAQAGPwJlRhXS/8QA" +
        "GxAAAwADAQEAAAAAAAAAAAAAAAERECFBYfD/2gAIAQEAAT8hwKKUl6fSixUXkJ78eKCCQ3a6SkP/2gAMAwEAAgADAAAAEITgIYgf/8QAGxEAAQQDAAAAAAAAAAAAAAAAAAEQEaFBYdH/2gAIAQMBAT" +
        "8QKKy8E91xl5v/xAAYEQADAQEAAAAAAAAAAAAAAAAAAREQIf/aAAgBAgEBPxAu3ERurP/EAB8QAAICAQQDAAAAAAAAAAAAAAABETEhQVFxwWGh8P/aAAgBAQABPxDdR4CoRYyhYsj4exWCiUVEnFxi" +
        "KVzqcPQhiWbQi5VgtLa6In//2Q==";

    /// <summary>9 by 7, grey, sequential.</summary>
    public static byte[] Jpeg => Convert.FromBase64String(Sequential);

    /// <summary>33 by 20, colour with halved chroma, progressive.</summary>
    public static byte[] Progressive => Convert.FromBase64String(ProgressiveText);

    /// <summary>8 by 8, grey, of so many bytes: a chunk that nobody reads makes up the rest.</summary>
    /// <param name="mark">Makes it another picture than one with another mark.</param>
    public static byte[] Png(int size = 200, int mark = 0)
    {
        var rows = new byte[8 * 9];
        BinaryPrimitives.WriteInt32LittleEndian(rows.AsSpan(1), mark);
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(rows);
        }

        byte[] start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]), .. Chunk("IDAT"u8, data.ToArray())];
        var end = Chunk("IEND"u8, []);
        return [.. start, .. Chunk("teSt"u8, new byte[size - start.Length - end.Length - 12]), .. end];
    }

    public static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        byte[] named = [.. name, .. body];
        var chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Crc(named));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
