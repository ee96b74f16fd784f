using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hub.Tests.Servers;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The custom handler's process as the host starts it: with the host's whole environment, on a port that the host chose.</summary>
internal sealed class HandlerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Action<string> _information;
    private readonly Action<string> _error;

    private HandlerProcess(Process process, int port, Action<string> information, Action<string> error) =>
        (_process, Port, _information, _error) = (process, port, information, error);

    public int Port { get; }

    public int Id => _process.Id;

    public static HandlerProcess Start(string root, HostFile file, IReadOnlyDictionary<string, string> settings, Action<string> information, Action<string> error)
    {
        var port = LoopbackPort.Next();
        var start = new ProcessStartInfo(file.Executable, file.Arguments)
        {
            WorkingDirectory = file.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("HUB_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        // What the host's own container image sets for itself, its child inherits.
        start.Environment["ASPNETCORE_URLS"] = "http://+:80";
        start.Environment["ASPNETCORE_HTTP_PORTS"] = "8080";
        start.Environment["DOTNET_URLS"] = "http://+:81";
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var text = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = text;
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = text;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = root;
        var handler = new HandlerProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, port, information, error);
        handler._process.OutputDataReceived += (_, line) => Tell(line.Data, handler._information);
        handler._process.ErrorDataReceived += (_, line) => Tell(line.Data, handler._error);
        handler._process.Start();
        handler._process.BeginOutputReadLine();
        handler._process.BeginErrorReadLine();
        return handler;
    }

    /// <summary>Asks <c>GET /</c> every 25 ms; whatever is answered, the handler is ready. Only a refused connection means "not yet".</summary>
    /// <returns>False when it ended first.</returns>
    public async Task<bool> ReadyAsync(HttpClient http, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        using var patience = new CancellationTokenSource(timeout);
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), patience.Token);
                return true;
            }
            catch (HttpRequestException refused) when (refused.InnerException is SocketException)
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }

        return false;
    }

    /// <summary>Looks at the handler as when it starts, but no longer than so.</summary>
    public async Task LiveAsync(HttpClient http, TimeSpan life)
    {
        try
        {
            using var end = new CancellationTokenSource(life);
            await ReadyAsync(http, life);
            await Task.Delay(Timeout.Infinite, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Its time is up.
        }
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, as the host ends its handler: no signal before it, nothing drained.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static void Tell(string? line, Action<string> whom)
    {
        if (line is not null)
        {
            whom(line);
        }
    }
}
