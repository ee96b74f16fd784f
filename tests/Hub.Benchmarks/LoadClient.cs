using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>
/// Posts prepared bodies over plain sockets and waits for each answer, so that the client's own cost, which shares the machine with the
/// server, stays small and the same for every server measured.
/// </summary>
/// <param name="headers">Further lines of the head for a body, each with its line break.</param>
internal sealed class LoadClient(Uri address, string path, string contentType, string? key, Func<long, byte[]> body, Func<byte[], string>? headers = null)
{
    private long _next;
    private byte[][] _prepared = [];

    /// <summary>Sends until <paramref name="total"/> requests are answered; returns the latencies in milliseconds, sorted, and the elapsed time.</summary>
    public async Task<(double[] Latencies, TimeSpan Elapsed)> RunAsync(int connections, int total)
    {
        _next = 0;

        // Made before the clock runs: making bodies would cost more than sending them.
        _prepared = [.. Enumerable.Range(1, total).Select(n => Request(n))];
        var watch = Stopwatch.StartNew();
        var lanes = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(total))));
        watch.Stop();
        var all = lanes.SelectMany(latencies => latencies).ToArray();
        Array.Sort(all);
        return (all, watch.Elapsed);
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    public Task SendOneAsync(Socket socket, byte[] buffer, long n) => SendAsync(socket, buffer, Request(n));

    private byte[] Request(long n)
    {
        var content = body(n);
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: bench\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}{headers?.Invoke(content)}Content-Type: {contentType}\r\nContent-Length: {content.Length}\r\n\r\n");
        return [.. head, .. content];
    }

    private static async Task SendAsync(Socket socket, byte[] buffer, byte[] request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await socket.SendAsync(request.AsMemory(sent), SocketFlags.None);
        }

        await ReadAnswerAsync(socket, buffer);
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return socket;
    }

    private async Task<List<double>> ConnectionAsync(int total)
    {
        using var socket = await ConnectAsync();
        var buffer = new byte[128 * 1024];
        var latencies = new List<double>();
        for (var n = Interlocked.Increment(ref _next); n <= total; n = Interlocked.Increment(ref _next))
        {
            var start = Stopwatch.GetTimestamp();
            await SendAsync(socket, buffer, _prepared[n - 1]);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return latencies;
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None);
            if (received == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            filled += received;
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && filled >= end + 4 + Length(buffer.AsSpan(0, end)))
            {
                Check(buffer.AsSpan(0, filled));
                return;
            }
        }
    }

    private static void Check(ReadOnlySpan<byte> answer)
    {
        if (answer[9] != (byte)'2')
        {
            throw new InvalidOperationException("The server refused: " + Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 600)]));
        }
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            throw new InvalidOperationException("An answer without a length.");
        }

        var rest = head[(at + 16)..];
        var value = 0;
        for (var i = 0; i < rest.Length && rest[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            value = (value * 10) + rest[i] - '0';
        }

        return value;
    }
}
