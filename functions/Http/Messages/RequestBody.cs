using System.Buffers;
using System.IO.Pipelines;

namespace Hub.Functions.Http.Messages;

/// <summary>A request body in one piece. It is taken in in pooled pieces that grow with the bytes that come and not with those that are announced. Dispose gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int First = 4096;
    private const int MostPooled = 1024 * 1024;

    private readonly Traffic? _traffic;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private List<byte[]>? _more;
    private int _filled;
    private int _length;
    private int _held;

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
                        body.Append(segment.Span);
                    }
                }
                finally
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    body.Join();
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
        foreach (var piece in _more?.Prepend(_bytes) ?? [_bytes])
        {
            if (piece.Length is > 0 and <= MostPooled)
            {
                ArrayPool<byte>.Shared.Return(piece);
            }
        }

        _traffic?.Release(_held);
        (_bytes, _more, _length, _held) = ([], null, 0, 0);
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

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = _more is null ? _bytes : _more[^1];
            if (_filled == piece.Length)
            {
                piece = Grow();
            }

            var part = bytes[..Math.Min(bytes.Length, piece.Length - _filled)];
            part.CopyTo(piece.AsSpan(_filled));
            bytes = bytes[part.Length..];
            _filled += part.Length;
            _length += part.Length;
        }
    }

    private byte[] Grow()
    {
        if (_traffic?.TryGrow(_held, _held + Traffic.Small) is false)
        {
            throw new NoRoomException();
        }

        _held += Traffic.Small;
        _filled = 0;
        var piece = ArrayPool<byte>.Shared.Rent(Traffic.Small);
        (_more ??= []).Add(piece);
        return piece;
    }

    // Whoever reads it wants one piece. A large one is not pooled: the pool would keep an array of every size that bodies ever had, far beyond what is under way.
    private void Join()
    {
        if (_more is null)
        {
            return;
        }

        var whole = _length > MostPooled ? GC.AllocateUninitializedArray<byte>(_length) : ArrayPool<byte>.Shared.Rent(_length);
        var at = 0;
        foreach (var piece in _more.Prepend(_bytes))
        {
            var part = Math.Min(piece.Length, _length - at);
            piece.AsSpan(0, part).CopyTo(whole.AsSpan(at));
            at += part;
            ArrayPool<byte>.Shared.Return(piece);
        }

        (_bytes, _more) = (whole, null);
    }
}

/// <summary>Too much is under way already; the same request may come again in a moment.</summary>
internal sealed class NoRoomException() : Exception("The bodies under way leave no room for this one.");
