using System.Buffers;

namespace Hub.Transports.ServiceBus;

internal static class BoundedBody
{
    /// <summary>Null when there are more than <paramref name="max"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Azure.Response response, int max, CancellationToken ct)
    {
        if (response.ContentStream is not { } stream)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (response.Headers.ContentLengthLong > max)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        int read;
        while ((read = await stream.ReadAsync(buffer.GetMemory(1024), ct)) > 0)
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
