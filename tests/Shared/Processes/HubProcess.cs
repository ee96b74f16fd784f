using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Hub.Tests.Processes;

/// <summary>The real executable, started as an operator starts it, seen only from outside.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    private HubProcess(Process process) => _process = process;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static HubProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hub"), args)
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("HUB_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        // Tests read English, whatever the machine's own language.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var hub = new HubProcess(new Process { StartInfo = start });
        hub._process.OutputDataReceived += (_, line) => hub.Output(line.Data);
        hub._process.ErrorDataReceived += (_, line) => hub.Error(line.Data);
        hub._process.Start();
        hub._process.BeginOutputReadLine();
        hub._process.BeginErrorReadLine();
        return hub;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] args) =>
        RunAsync(environment, "", args);

    /// <summary>Runs a command to its end, with a text on its standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string>? environment, string input, string[] args)
    {
        await using var hub = Start(environment, args);
        await hub._process.StandardInput.WriteAsync(input);
        hub._process.StandardInput.Close();
        var output = new StringBuilder();
        using var patience = new CancellationTokenSource(Hang.Limit);
        await foreach (var line in hub._lines.Reader.ReadAllAsync(patience.Token))
        {
            output.AppendLine(line);
        }

        return (await hub.ExitCodeAsync(), output.ToString(), hub.Errors);
    }

    /// <summary>Starts a server and waits for its <c>listening on</c> line.</summary>
    public static async Task<(HubProcess Process, Uri Address)> ServeAsync(IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var hub = Start(environment, args);
        try
        {
            var line = await hub.WaitForLineAsync("listening on ");
            return (hub, new Uri(line["listening on ".Length..].TrimEnd('/') + "/"));
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next line that contains the text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line with '{text}'. Errors: {Errors}");
        }

        throw new InvalidOperationException($"The process ended without a line with '{text}'. Errors: {Errors}");
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        return await ExitCodeAsync();
    }

    /// <param name="signal">As <c>kill</c> calls it: <c>STOP</c>, <c>CONT</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public bool HasExited => _process.HasExited;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Output(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }

    private void Error(string? line)
    {
        lock (_errors)
        {
            _ = line is null ? _errors : _errors.AppendLine(line);
        }
    }
}
