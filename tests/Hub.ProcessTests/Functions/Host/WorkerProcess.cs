using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>A worker as the host starts it: the executable of the package, the addresses as arguments, the app settings as variables.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Process, byte> Alive = new();
    private readonly Process _process;

    // A test that broke off must not leave a worker behind.
    static WorkerProcess() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var process in Alive.Keys)
        {
            process.Kill();
        }
    };

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WorkerProcess Start(string root, HostFiles files, Uri host, string workerId, IReadOnlyDictionary<string, string> settings, Action<string> output, Action<string> error)
    {
        var request = Guid.NewGuid().ToString();
        var port = host.Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(files.Executable,
        [
            files.WorkerPath, "--host", host.Host, "--port", port, "--workerId", workerId, "--requestId", request, "--grpcMaxMessageLength", "2147483647",
            "--functions-uri", $"http://{host.Host}:{port}/", "--functions-worker-id", workerId, "--functions-request-id", request, "--functions-grpc-max-message-length", "2147483647",
        ])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("HUB_", StringComparison.Ordinal) || key.StartsWith("FUNCTIONS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        // What the host's own container image sets for itself, its child inherits.
        start.Environment["ASPNETCORE_URLS"] = "http://+:80";
        start.Environment["ASPNETCORE_HTTP_PORTS"] = "8080";
        start.Environment["DOTNET_URLS"] = "http://+:81";
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = root;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = root;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var worker = new WorkerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        worker._process.OutputDataReceived += (_, line) => Tell(line.Data, output);
        worker._process.ErrorDataReceived += (_, line) => Tell(line.Data, error);
        worker._process.Start();
        Alive.TryAdd(worker._process, 0);
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Bytes of memory that are its own.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>SIGKILL, as the host ends a worker that does not come back: no signal before it, nothing drained.</summary>
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

        Alive.TryRemove(_process, out _);
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
