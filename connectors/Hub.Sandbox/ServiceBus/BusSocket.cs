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

    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        if (_waiting.IsEmpty)
        {
            _waiting = await ReadAsync();
        }

        var taken = _waiting[..Math.Min(count, _waiting.Length)];
        taken.CopyTo(buffer.AsMemory(offset));
        _waiting = _waiting[taken.Length..];
        if (!_spoken.Task.IsCompleted && IsHeader(taken.Span))
        {
            _spoken.TrySetResult();
        }

        return taken.Length;
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
