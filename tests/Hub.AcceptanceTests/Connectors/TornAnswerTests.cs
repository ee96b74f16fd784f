using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>An answer of which a part is missing is an outage, however the wire tells of it. Only a whole one that nobody understands is kept for a person.</summary>
public sealed class TornAnswerTests
{
    private const string Whole = """{"Status":100,"Message":"Thành công","originalID":"o-1","itemCode":"CN1"}""";
    private const string Token = """{"access_token":"t-1","expires_in":3600,"success":true,"token":"t-1"}""";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

    public static TheoryData<string, string> Torn
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var dialect in (string[])[PostalDialectNames.Ngsp, PostalDialectNames.Lgsp, PostalDialectNames.MyVnPost])
            {
                rows.Add(dialect, $"Content-Length: 200\r\n\r\n{Whole[..30]}");
                rows.Add(dialect, $"Transfer-Encoding: chunked\r\n\r\n14\r\n{Whole[..20]}\r\n");
                rows.Add(dialect, $"\r\n{Whole[..30]}");
                rows.Add(dialect, $"\r\n{Whole[..1]}");
                rows.Add(dialect, $"\r\n{Whole[..^1]}");
                rows.Add(dialect, "\r\n");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Torn))]
    public async Task Half_an_answer_is_an_outage_and_nothing_to_be_read_by_a_person(string dialect, string answer)
    {
        var down = Assert.IsType<PostalReply<Booked>.Down>(await BookAsync(dialect, Ok + answer));

        Assert.Equal((true, 0), (down.MayHaveEffect, down.Unread.Length));
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.Lgsp)]
    [InlineData(PostalDialectNames.MyVnPost)]
    public async Task A_whole_answer_that_nobody_understands_is_kept(string dialect)
    {
        var down = Assert.IsType<PostalReply<Booked>.Down>(await BookAsync(dialect, Ok + "\r\n" + """{"kỳ":"lạ"}"""));

        Assert.Equal("""{"kỳ":"lạ"}""", Encoding.UTF8.GetString(down.Unread.Span));
    }

    // Answers a login as it should be, and all else with these bytes and the end of the connection.
    private static async Task<PostalReply<Booked>> BookAsync(string dialect, string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);
        var reply = await Partners.Post(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), dialect).BookAsync(Partners.Order(), default);
        listener.Stop();
        await serving;
        return reply;
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var stream = client.GetStream();
                var asked = await RequestAsync(stream);
                var isLogin = asked.Split(' ')[1].EndsWith("oken", StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(isLogin ? $"{Ok}\r\n{Token}" : answer));
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task<string> RequestAsync(NetworkStream stream)
    {
        var (text, piece) = ("", new byte[64 * 1024]);
        while (true)
        {
            text += Encoding.Latin1.GetString(piece, 0, await stream.ReadAsync(piece));
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))?["Content-Length: ".Length..];
            if (head >= 0 && text.Length >= head + 4 + int.Parse(length ?? "0", null))
            {
                return text;
            }
        }
    }
}
