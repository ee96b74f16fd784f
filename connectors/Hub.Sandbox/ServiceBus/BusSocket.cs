using System.Net;
using System.Net.Sockets;
using Amqp;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Accepts connections on a port of the loopback.</summary>
internal sealed class BusSockets : TransportProvider
{
    private readonly TcpListener _listener;
    private volatile bool _isOver;

    /// <param name="port">0 for a free one.</param>
    /// <exception cref="SocketException">Another has the port.</exception>
    public BusSockets(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        try
        {
            var socket = await _listener.AcceptSocketAsync();
            socket.NoDelay = true;
            return new BusSocket(socket);
        }
        catch (Exception over) when (_isOver && over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The library would ask again at once, for ever.
            return await new TaskCompletionSource<IAsyncTransport>().Task;
        }
    }

    public override void Dispose()
    {
        _isOver = true;
        _listener.Dispose();
        base.Dispose();
    }
}

/// <summary>
/// One connection. The library says its AMQP header before the client has begun to speak AMQP; in one packet with the end of SASL the vendor's
/// JavaScript client does not see it until the next one comes. So it is held back until the client has spoken.
/// </summary>
internal sealed class BusSocket(Socket socket) : IAsyncTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _read = new byte[8 * 1024];
    private Memory<byte> _waiting;

    private static ReadOnlySpan<byte> Header => "AMQP\0"u8;

    public void SetConnection(Connection connection)
    {
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        if (IsHeader(bufferList[0].Buffer.AsSpan(bufferList[0].Offset, bufferList[0].Length)))
        {
            await _spoken.Task;
        }

        foreach (var buffer in bufferList)
        {
            await SendAllAsync(buffer.Buffer.AsMemory(buffer.Offset, buffer.Length));
        }
    }

    /// <summary>All that is asked for: a protocol header, the size of a frame, or the rest of one.</summary>
    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        var asked = buffer.AsMemory(offset, count);
        for (var left = asked; !left.IsEmpty;)
        {
            if (_waiting.IsEmpty)
            {
                _waiting = await ReadAsync();
            }

            var taken = _waiting[..Math.Min(left.Length, _waiting.Length)];
            taken.CopyTo(left);
            (left, _waiting) = (left[taken.Length..], _waiting[taken.Length..]);
        }

        if (_spoken.Task.IsCompleted)
        {
            FlowFrame.Narrow(asked.Span);
        }
        else if (IsHeader(asked.Span))
        {
            _spoken.TrySetResult();
        }

        return count;
    }

    public void Send(ByteBuffer buffer) => SendAsync([buffer], buffer.Length).GetAwaiter().GetResult();

    public int Receive(byte[] buffer, int offset, int count) => ReceiveAsync(buffer, offset, count).GetAwaiter().GetResult();

    public void Close()
    {
        _spoken.TrySetResult();
        socket.Dispose();
    }

    private static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Header);

    // Connections are greeted one after the other: who says nothing must not keep the others out.
    private async Task<Memory<byte>> ReadAsync()
    {
        using var limit = _spoken.Task.IsCompleted ? null : new CancellationTokenSource(Patience);
        try
        {
            var read = await socket.ReceiveAsync(_read, limit?.Token ?? CancellationToken.None);
            return read > 0 ? _read.AsMemory(0, read) : throw new SocketException((int)SocketError.ConnectionReset);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task SendAllAsync(Memory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}

/// <summary>
/// A client that takes any number of frames says so with a window of 2³² − 1. The library adds it to the number of the next frame and takes off its own
/// count, which it raises only after a frame has gone out: when the client's answer is faster, the sum is 0 and the session sends nothing until the
/// client happens to say something else. With a narrower window the sum cannot become 0.
/// </summary>
public static class FlowFrame
{
    private const int SizeBytes = 4;
    private const byte UInt = 0x70;
    private const byte Widest = 0x3f;

    private static ReadOnlySpan<byte> Flow => [0x00, 0x53, 0x13];

    private static ReadOnlySpan<byte> ShortList => [0xc0];

    /// <param name="rest">A frame without its size (AMQP 1.0, 2.3.1); what is no flow stays as it is.</param>
    public static void Narrow(Span<byte> rest)
    {
        var start = rest.Length > SizeBytes ? Math.Max(0, (rest[0] * 4) - SizeBytes) : rest.Length;
        if (start >= rest.Length || !rest[start..].StartsWith(Flow))
        {
            return;
        }

        // The list's head (1.6.22), next-incoming-id, incoming-window (2.7.4).
        var fields = rest[(start + Flow.Length)..];
        var at = fields.StartsWith(ShortList) ? 3 : 9;
        at += at < fields.Length ? Width(fields[at]) : 0;
        if (at + 1 < fields.Length && fields[at] == UInt && fields[at + 1] > Widest)
        {
            fields[at + 1] = Widest;
        }
    }

    // null and 0, a small number, a whole one (1.6.5).
    private static int Width(byte constructor) => constructor switch { UInt => 5, 0x52 => 2, _ => 1 };
}
