using System.Net;
using System.Net.Sockets;

namespace Hub.ContractTests.Transports;

/// <summary>A loopback wire to a server that a test can cut, as a pulled cable or a killed process does.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<Socket> _ends = [];
    private readonly int _target;
    private bool _isOut;

    private Wire(int target)
    {
        _target = target;
        _listener.Start();
        _ = ServeAsync();
    }

    public static Wire To(int port) => new(port);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection; further ones are taken unless the wire stays out.</summary>
    public void Cut(bool staysOut = false)
    {
        lock (_gate)
        {
            _isOut = staysOut;
            _ends.ForEach(Reset);
            _ends.Clear();
        }
    }

    public void Mend() => _isOut = false;

    public void Dispose()
    {
        _listener.Dispose();
        Cut(staysOut: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync();
                var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                near.NoDelay = true;
                try
                {
                    await far.ConnectAsync(IPAddress.Loopback, _target);
                }
                catch (SocketException)
                {
                    Reset(near);
                    continue;
                }

                lock (_gate)
                {
                    if (_isOut)
                    {
                        Reset(near);
                        Reset(far);
                        continue;
                    }

                    _ends.Add(near);
                    _ends.Add(far);
                }

                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
                }
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
        }

        Reset(from);
        Reset(to);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }
}
