using System.Buffers;
using System.IO.Pipelines;

namespace Hub.Functions.Http.Messages;

/// <summary>A request body in one piece of pooled memory, which grows with the bytes that come and not with those that are announced. Dispose gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int First = 4096;

    private readonly Traffic? _traffic;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _length;

    private RequestBody(Traffic? traffic) => _traffic = traffic;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <returns>Null when the body is larger than <paramref name="limit"/>.</returns>
    /// <exception cref="BadHttpRequestException">It is torn or malformed; or, with status 408, it comes too slowly.</exception>
    /// <exception cref="NoRoomException">The bodies under way leave no room for it.</exception>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var traffic = Traffic.Of(request.HttpContext);
        var pace = traffic?.NewPace();
        var body = new RequestBody(traffic);
        var isWhole = false;
        try
        {
            while (true)
            {
                var read = await NextAsync(request.BodyReader, pace, ct);
                if (body._length + read.Buffer.Length > limit)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return null;
                }

                try
                {
                    foreach (var segment in read.Buffer)
                    {
                        body.Append(segment.Span, request.ContentLength ?? limit);
                    }
                }
                finally
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    isWhole = true;
                    return body;
                }
            }
        }
        catch (Exception torn) when (torn is IOException or InvalidDataException && torn is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body ended before its end.", torn);
        }
        finally
        {
            if (!isWhole)
            {
                body.Dispose();
            }
        }
    }

    /// <summary>To be read again; it lasts no longer than this does.</summary>
    public Stream ToStream() => new MemoryStream(_bytes, 0, _length, writable: false);

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _traffic?.Release(_bytes.Length);
            _bytes = [];
            _length = 0;
        }
    }

    private static async ValueTask<ReadResult> NextAsync(PipeReader reader, Pace? pace, CancellationToken ct)
    {
        while (true)
        {
            var read = await WaitAsync(reader, pace, ct);
            pace?.Count(read.Buffer.Length);
            if (pace?.IsKept() is false && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw TooSlow();
            }

            if (!read.IsCanceled || !read.Buffer.IsEmpty)
            {
                return read;
            }

            reader.AdvanceTo(read.Buffer.Start);
        }
    }

    private static async ValueTask<ReadResult> WaitAsync(PipeReader reader, Pace? pace, CancellationToken ct)
    {
        var pending = reader.ReadAsync(ct);
        if (pace is null || pending.IsCompleted)
        {
            return await pending;
        }

        using var timer = pace.Wake(reader.CancelPendingRead);
        return await pending;
    }

    private static BadHttpRequestException TooSlow() => new("The body comes too slowly.", StatusCodes.Status408RequestTimeout);

    private void Append(ReadOnlySpan<byte> bytes, long most)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            var wanted = (int)Math.Max(_length + bytes.Length, Math.Min(_bytes.Length * 2L, most));
            var larger = ArrayPool<byte>.Shared.Rent(wanted);
            if (_traffic?.TryGrow(_bytes.Length, larger.Length) is false)
            {
                ArrayPool<byte>.Shared.Return(larger);
                throw new NoRoomException();
            }

            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}

/// <summary>Too much is under way already; the same request may come again in a moment.</summary>
internal sealed class NoRoomException() : Exception("The bodies under way leave no room for this one.");
