using System.Net.Sockets;
using System.Text;
using Hub.Core.Trust;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>What all bodies hold together is counted, and what is over is given back, however it ended.</summary>
public sealed class BodyBudgetTests(BodyBudgetTests.App hub) : IClassFixture<BodyBudgetTests.App>
{
    private const int Size = 512 * 1024;
    private static readonly string Batch = "[" + new string(' ', Size - 2000) + Event.Received("budget-1", "H40.BUDGET-1") + "]";

    [Fact]
    public async Task Beyond_the_budget_an_upload_is_told_to_come_again_until_others_end()
    {
        Assert.True(IsTaken(await hub.PostBatchAsync(Batch)));
        for (var round = 0; round < 3; round++)
        {
            var stalled = new List<Socket> { await StallAsync(), await StallAsync() };

            // One of them may itself have found no room beside an upload that was just passing: then another takes its place.
            await Eventually.HoldsAsync("the budget is used up", async () =>
            {
                var reply = await hub.PostBatchAsync(Batch);
                Assert.True(IsTaken(reply) || (reply.Status == 503 && reply.Problem == "busy" && int.Parse(reply.Headers["Retry-After"], null) > 0), reply.Text);
                if (reply.Status == 503)
                {
                    return true;
                }

                stalled.Add(await StallAsync());
                return false;
            });
            Assert.True(IsTaken(await hub.PostEventAsync(Event.Received($"budget-small-{round}", "H40.BUDGET-2"))));

            foreach (var socket in stalled)
            {
                socket.Dispose();
            }

            await Eventually.HoldsAsync("what was cut off is given back", async () => IsTaken(await hub.PostBatchAsync(Batch)));
        }
    }

    private static bool IsTaken(HubApp.Reply reply) => reply.Status is 200 or 202;

    // All of a body but its end.
    private async Task<Socket> StallAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(hub.App.Urls.First()).Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /events HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {hub.Keys[Role.CaseSystem]}\r\nContent-Type: application/cloudevents-batch+json\r\nContent-Length: {Size}\r\n\r\n"));
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(new string(' ', Size - 100)));
        }
        catch (SocketException)
        {
            // It found no room and was told so.
        }

        return socket;
    }

    public sealed class App : HubApp
    {
        protected override string[] Settings => [$"--Intake:MaxBodyBytes={Size}", $"--Intake:MaxBytesUnderWay={2 * Size}"];
    }
}

/// <summary>More connections than there is room for wait their turn, and cost no open file.</summary>
public sealed class ConnectionLimitTests(ConnectionLimitTests.App hub) : IClassFixture<ConnectionLimitTests.App>
{
    private static readonly byte[] Ask = "GET /health/live HTTP/1.1\r\nHost: hub\r\n\r\n"u8.ToArray();

    [Fact]
    public async Task A_connection_beyond_the_limit_waits_until_another_ends()
    {
        using var first = await ConnectAsync();
        using var second = await ConnectAsync();
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(first), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(second), StringComparison.Ordinal);
        using var third = await ConnectAsync();
        await third.SendAsync(Ask);

        for (var i = 0; i < 100; i++)
        {
            Assert.StartsWith("HTTP/1.1 200", await AskAsync(second), StringComparison.Ordinal);
        }

        Assert.Equal(0, third.Available);
        first.Dispose();
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(third), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(Socket socket)
    {
        await socket.SendAsync(Ask);
        return await ReadAsync(socket);
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var (text, piece) = ("", new byte[4096]);
        while (!text.Contains("\"live\"", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(piece);
            Assert.True(read > 0, "The connection ended: " + text);
            text += Encoding.UTF8.GetString(piece, 0, read);
        }

        return text;
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(hub.App.Urls.First()).Port);
        return socket;
    }

    public sealed class App : HubApp
    {
        protected override string[] Settings => ["--Intake:MaxConnections=2"];
    }
}
