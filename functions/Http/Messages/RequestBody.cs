using System.Buffers;

namespace Hub.Functions.Http.Messages;

/// <summary>A request body in one piece of pooled memory. Dispose gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _bytes;
    private int _length;

    private RequestBody(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <returns>Null when the body is larger than <paramref name="limit"/>.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var body = new RequestBody((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            foreach (var segment in read.Buffer)
            {
                body.Append(segment.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (body._length > limit)
            {
                body.Dispose();
                return null;
            }

            if (read.IsCompleted)
            {
                return body;
            }
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            _length = 0;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes.Length, _bytes.Length * 2));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
