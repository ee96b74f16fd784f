using System.Buffers;

namespace Hub.Connectors;

/// <summary>Reads an answer no further than it may be long.</summary>
public static class BoundedBody
{
    private const int Usual = 4095;
    private const int MostAtOnce = 1024 * 1024;

    /// <summary>The whole body; null when it is longer than <paramref name="max"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, long max, CancellationToken ct)
    {
        if (content.Headers.ContentLength > max)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(ct);
        // One byte more than announced is room to find the end without growing; an announcement alone is not believed for much.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min((content.Headers.ContentLength ?? Usual) + 1, MostAtOnce));
        int read;
        while ((read = await stream.ReadAsync(buffer.GetMemory(), ct)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > max)
            {
                return null;
            }
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The first <paramref name="max"/> bytes, for an answer whose status says all that counts: empty when the body cannot be read.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadStartAsync(HttpContent content, int max, CancellationToken ct)
    {
        var buffer = new byte[max];
        try
        {
            await using var stream = await content.ReadAsStreamAsync(ct);
            return buffer.AsMemory(0, await stream.ReadAtLeastAsync(buffer, max, throwOnEndOfStream: false, ct));
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            return default;
        }
    }
}
