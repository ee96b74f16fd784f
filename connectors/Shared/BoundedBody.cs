using System.Buffers;

namespace Hub.Connectors;

/// <summary>Reads an answer no further than it may be long. Linked into every connector that speaks HTTP, since connectors share no assembly but the heart, which knows none.</summary>
internal static class BoundedBody
{
    /// <summary>Null when the body is longer than <paramref name="max"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, long max, CancellationToken ct)
    {
        if (content.Headers.ContentLength > max)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new ArrayBufferWriter<byte>(4096);
        int read;
        while ((read = await stream.ReadAsync(buffer.GetMemory(4096), ct)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > max)
            {
                return null;
            }
        }

        return buffer.WrittenMemory;
    }
}
