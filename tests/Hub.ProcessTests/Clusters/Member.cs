using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;

namespace Hub.ProcessTests.Clusters;

/// <summary>One hub of a cluster.</summary>
internal sealed class Member(string data, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> keys) : IAsyncDisposable
{
    private HubProcess? _process;
    private Caller? _caseSystem;
    private Caller? _operator;

    public bool IsDown { get; private set; } = true;

    public async Task StartAsync()
    {
        (_process, var address) = await HubProcess.ServeAsync(environment, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        _caseSystem = new Caller(address, keys["case-system"]);
        _operator = new Caller(address, keys["operator"]);
        IsDown = false;
    }

    public async Task KillAsync()
    {
        IsDown = true;
        await _process!.KillAsync();
    }

    /// <summary>Freezes it in the middle of whatever it does.</summary>
    public async Task PauseAsync()
    {
        IsDown = true;
        await _process!.SignalAsync("STOP");
    }

    public async Task ResumeAsync()
    {
        await _process!.SignalAsync("CONT");
        IsDown = false;
    }

    /// <returns>False when it did not answer, or answered that it cannot now.</returns>
    public async Task<bool> TryPostAsync(string batch)
    {
        try
        {
            var (status, text) = await _caseSystem!.SendAsync("POST", "events", batch, "application/cloudevents-batch+json");
            return status switch
            {
                202 when JsonNode.Parse(text)!["rejected"]!.AsArray().Count == 0 => true,
                503 or 500 => false,
                _ => throw new InvalidOperationException($"{status} {text}"),
            };
        }
        catch (Exception torn) when (torn is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async Task<JsonNode?> TryGetAsync(string path)
    {
        try
        {
            var (status, text) = await _operator!.SendAsync("GET", path);
            return status == 200 ? JsonNode.Parse(text) : null;
        }
        catch (Exception torn) when (torn is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _caseSystem?.Dispose();
        _operator?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
