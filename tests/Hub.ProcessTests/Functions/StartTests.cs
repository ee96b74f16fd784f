using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>How the executable becomes the host's handler, and how it does not.</summary>
public sealed class StartTests : IDisposable
{
    private const string Port = "FUNCTIONS_CUSTOMHANDLER_PORT";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_variable_alone_makes_it_the_handler()
    {
        var port = LoopbackPort.Next();
        await using var hub = HubProcess.Start(Environment(port), []);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.HoldsAsync("it answers", async () =>
        {
            try
            {
                return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")) == "hub\n";
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });

        Assert.Equal(200, await hub.TerminateAsync());
    }

    [Fact]
    public async Task A_command_in_the_hosts_console_is_still_that_command()
    {
        var (code, output, errors) = await HubProcess.RunAsync(Environment(LoopbackPort.Next()), "keys", "create", "--role", "admin", "--data", _folder["data"], "--json");

        Assert.True(code == 0 && output.Contains("hub_", StringComparison.Ordinal), errors);
    }

    [Theory]
    [InlineData("", 64)]
    [InlineData("many", 78)]
    [InlineData("0", 78)]
    [InlineData("65536", 78)]
    public async Task Without_a_port_it_ends_with_an_error_that_names_the_variable(string port, int expected)
    {
        var (code, _, errors) = await HubProcess.RunAsync(new Dictionary<string, string> { [Port] = port }, "--functions", "--data", _folder["data"]);

        Assert.Equal(expected, code);
        Assert.Contains(Port, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_ends_it_with_an_error()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, _, _) = await HubProcess.RunAsync(Environment(((IPEndPoint)taken.LocalEndpoint).Port), "--functions");

        Assert.Equal(69, code);
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Environment(int port) => new()
    {
        [Port] = port.ToString(CultureInfo.InvariantCulture),
        ["HUB__Data"] = _folder["data"],
        ["HUB__Urls"] = "http://127.0.0.1:1",
    };
}
