using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Shell;

/// <summary>A hub that serves in this process, findable by other commands through its run file.</summary>
internal sealed class RunningHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _data;

    private RunningHub(WebApplication app, string data)
    {
        _app = app;
        _data = data;
    }

    public string Address => _app.Urls.First();

    public string Key => _app.Services.GetRequiredService<LocalKey>().Secret;

    public IServiceProvider Services => _app.Services;

    public static Task<RunningHub> StartAsync(HubSettings settings, CancellationToken ct) => StartAsync(settings, HubParts.All, ct);

    public static async Task<RunningHub> StartAsync(HubSettings settings, HubParts parts, CancellationToken ct)
    {
        TakenPort.Refuse(settings.Urls);
        StorePresence.RefuseJunk(settings);
        var app = await WaitingRoom.BuildAsync(settings, parts, ct);
        try
        {
            await app.StartAsync(ct);
            var hub = new RunningHub(app, settings.Data);
            if (parts is HubParts.All)
            {
                RunFile.Write(settings.Data, new RunFile(Environment.ProcessId, hub.Address + "/", hub.Key));
            }

            return hub;
        }
        catch (Exception taken) when (TakenPort.Of(taken, settings.Urls) is { } refusal)
        {
            await app.DisposeAsync();
            throw refusal;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the command is cancelled, which is what SIGTERM and SIGINT do; then everything has been drained.</summary>
    public Task WaitForStopAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        RunFile.Remove(_data);
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
