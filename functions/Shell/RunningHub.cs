using System.Net.Sockets;
using Hub.Core;
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

/// <summary>A server that cannot listen where it was told to.</summary>
internal static class TakenPort
{
    /// <summary>What to throw instead; null when the failure is another one.</summary>
    public static Exception? Of(Exception failure, string urls)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable } socket)
            {
                return Refusal(socket, urls);
            }
        }

        return null;
    }

    private static Exception Refusal(SocketException socket, string urls)
    {
        Bilingual text = socket.SocketErrorCode switch
        {
            SocketError.AccessDenied => new($"không được phép lắng nghe tại {urls}: chọn cổng từ 1024 trở lên", $"this account may not listen on {urls}: choose a port of 1024 or above"),
            SocketError.AddressNotAvailable => new($"máy này không có địa chỉ {urls}", $"this machine has no address {urls}"),
            _ => new($"cổng của {urls} đang được chương trình khác dùng: dừng chương trình đó, hoặc chọn cổng khác bằng --urls", $"the port of {urls} is taken by another program: stop that one, or choose another port by --urls"),
        };

        // Who starts it by hand mends the argument; a service manager must try again until the port is free, as after a crash.
        return Environment.GetEnvironmentVariable("INVOCATION_ID") is { Length: > 0 } ? new HubAwayException(text, socket) : new UsageException(text);
    }
}
