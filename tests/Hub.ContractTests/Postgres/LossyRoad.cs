using System.Net;
using System.Net.Sockets;

namespace Hub.ContractTests.Postgres;

/// <summary>A way to the server that can lose an answer: what was asked is carried there and done, and the connection breaks before anybody hears of it.</summary>
internal sealed class LossyRoad : IAsyncDisposable
{
    // ReadyForQuery, outside any transaction or inside one: the last message of every answer.
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;
    private bool _isCarried;
    private int _until;

    private LossyRoad(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static LossyRoad To(int server) => new(server);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often something was lost.</summary>
    public int Losses { get; private set; }

    /// <summary>What happens elsewhere between a loss and the moment at which it is noticed.</summary>
    public Func<Task>? WhenLost { get; set; }

    /// <summary>Loses the answer to the request with this number, counted from now.</summary>
    public void LoseAnswer(int number) => Lose(number, isCarried: true);

    /// <summary>Breaks when the request with this number, counted from now, is on its way: with its answer, or before it is heard at all.</summary>
    public void Lose(int number, bool isCarried)
    {
        _isCarried = isCarried;
        Volatile.Write(ref _until, number);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var roads = new List<Task>();
        try
        {
            while (true)
            {
                roads.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(roads);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            var loss = new Loss();
            await Task.WhenAny(ThereAsync(near.GetStream(), far.GetStream(), loss), BackAsync(far.GetStream(), near.GetStream(), loss));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over, or the server is.
        }
    }

    private async Task ThereAsync(NetworkStream from, NetworkStream to, Loss loss)
    {
        var buffer = new byte[256 * 1024];
        while (await ReadAsync(from, buffer) is > 0 and var read)
        {
            if (_until > 0 && --_until == 0)
            {
                loss.IsDue = true;
                if (!_isCarried)
                {
                    Losses++;
                    return;
                }
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    private async Task BackAsync(NetworkStream from, NetworkStream to, Loss loss)
    {
        var buffer = new byte[256 * 1024];
        while (await ReadAsync(from, buffer) is > 0 and var read)
        {
            if (!loss.IsDue)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
            else if (buffer.AsSpan(0, read).LastIndexOf(Ready) >= 0)
            {
                Losses++;
                await (WhenLost?.Invoke() ?? Task.CompletedTask);
                return;
            }
        }
    }

    private async Task<int> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, _stop.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private sealed class Loss
    {
        public bool IsDue { get; set; }
    }
}
