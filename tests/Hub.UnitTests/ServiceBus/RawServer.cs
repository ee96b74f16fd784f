using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.UnitTests.ServiceBus;

/// <summary>A server that answers whatever a test wants, for what a service that keeps to its protocol never does.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private RawServer(WebApplication app) => _app = app;

    public Uri Root => new(_app.Urls.First() + "/");

    public int Calls => Volatile.Read(ref _calls);

    public static async Task<RawServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new RawServer(builder.Build());
        server._app.Run(context =>
        {
            Interlocked.Increment(ref server._calls);
            return answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
