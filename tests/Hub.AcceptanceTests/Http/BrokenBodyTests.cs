using System.Net.Sockets;
using System.Text;
using Hub.Core.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>Bodies that break off, never end or come drop by drop, over a bare socket.</summary>
public sealed class BrokenBodyTests(BrokenBodyTests.FastHub hub) : IClassFixture<BrokenBodyTests.FastHub>
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string Events = "POST /events HTTP/1.1\r\nHost: hub\r\nContent-Type: application/cloudevents+json\r\n";
    private const string Webhook = "POST /postal/webhooks/myvnpost HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n";

    public static TheoryData<string> Breaks => ["ZZ\r\n{}\r\n", "5\r\n{}\r\n0\r\n\r\n", "-1\r\n", "2\r\n{}xx", "FFFFFFFFFFFFFFFFF\r\n"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_broken_chunk_is_the_callers_fault_with_or_without_a_key(string body)
    {
        Assert.StartsWith("HTTP/1.1 400", await AskAsync(Events + Key() + Chunked + "\r\n" + body), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await AskAsync(Webhook + Chunked + "\r\n" + body), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await AskAsync("POST /lanes/postal/pause HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n" + Key(Role.Operator) + Chunked + "\r\n" + body), StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Log.Lines, IsFault);
    }

    /// <summary>What the README lists: the server answers before there is a request that could be given a problem.</summary>
    public static TheoryData<string, int> Unreadable => new()
    {
        { "GARBAGE\r\n\r\n", 400 },
        { "GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },
        { "GET /health/live HTTP/1.1\r\nHost: hub\r\nno colon\r\n\r\n", 400 },
        { $"GET /{new string('x', 9000)} HTTP/1.1\r\nHost: hub\r\n\r\n", 414 },
        { $"GET /health/live HTTP/1.1\r\nHost: hub\r\nX: {new string('x', 70_000)}\r\n\r\n", 431 },
        { $"GET /health/live HTTP/1.1\r\nHost: hub\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 101))}\r\n", 431 },
        { "GET /health/live HTTP/9.9\r\nHost: hub\r\n\r\n", 505 },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_request_has_a_status_and_tells_nothing_more(string sent, int status)
    {
        var answer = await AskAsync(sent);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Log.Lines, IsFault);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_no_fault_of_ours()
    {
        using (var socket = await ConnectAsync())
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(Webhook + "Content-Length: 1000\r\n\r\n{\"data\":"));
        }

        Assert.StartsWith("HTTP/1.1 200", await AskAsync("GET /health/live HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Log.Lines, IsFault);
    }

    [Fact]
    public async Task Broken_bodies_are_counted_against_their_address()
    {
        var answers = new List<string>();
        for (var i = 0; i < 260; i++)
        {
            answers.Add((await AskAsync(Webhook + Chunked + "\r\nZZ\r\n"))[..12]);
        }

        Assert.Equal("HTTP/1.1 429", answers[^1]);
        Assert.All(answers, answer => Assert.True(answer is "HTTP/1.1 400" or "HTTP/1.1 429", answer));
    }

    [Fact]
    public async Task A_burst_buys_no_silence()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(Events + Key() + "Content-Length: 9000000\r\n\r\n" + new string(' ', 400_000)));

        Assert.StartsWith("HTTP/1.1 408", await ReadAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_nothing_is_cut_off()
    {
        using var socket = await ConnectAsync();
        socket.ReceiveBufferSize = 4096;
        for (var i = 0; i < 200; i++)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /openapi.json HTTP/1.1\r\nHost: hub\r\n{Key()}\r\n"));
        }

        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            // Nothing is read: the hub is the one who ends it, and what it had sent is lost.
            while (true)
            {
                await socket.SendAsync("\r\n"u8.ToArray());
                await Task.Yield();
            }
        });
        Assert.StartsWith("HTTP/1.1 200", await AskAsync("GET /health/live HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    private static bool IsFault(string line) => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal);

    private string Key(string role = Role.CaseSystem) => $"Authorization: Bearer {hub.Keys[role]}\r\n";

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(hub.App.Urls.First()).Port);
        return socket;
    }

    private async Task<string> AskAsync(string request)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return await ReadAsync(socket);
    }

    // Up to the end of what comes: the hub closes a connection whose body it cannot follow.
    private static async Task<string> ReadAsync(Socket socket)
    {
        var (answer, piece) = (new StringBuilder(), new byte[4096]);
        try
        {
            for (var read = await socket.ReceiveAsync(piece); read > 0; read = await socket.ReceiveAsync(piece))
            {
                answer.Append(Encoding.UTF8.GetString(piece, 0, read));
            }
        }
        catch (SocketException) when (answer.Length > 0)
        {
            // Reset after the answer: it had sent more than was read.
        }

        return answer.ToString();
    }

    public sealed class FastHub : PostalWebhookTests.WithMyVnPost
    {
        protected override string[] Settings => [.. base.Settings, "--Auth:RefusedBurst=200", "--Auth:RefusedPerSecond=0.001"];

        // A hundred seconds of the hub's clock pass in one: a stretch of ten ends at once.
        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(new HastyClock());
    }

    private sealed class HastyClock : TimeProvider
    {
        private const int Haste = 100;
        private readonly long _start = System.GetTimestamp();

        public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * Haste);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(
            callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Haste, period == Timeout.InfiniteTimeSpan ? period : period / Haste);
    }
}
