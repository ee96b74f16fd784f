using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks.Engines;

/// <summary>The hub's own server with nothing behind it but <see cref="BareUnnest"/>.</summary>
internal sealed class UnnestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BareUnnest _store;

    public UnnestServer(string connectionString)
    {
        _store = new BareUnnest(connectionString);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost("/unnest", (RequestDelegate)(async http =>
        {
            await _store.InsertAsync(await BareServers.ReadAsync(http));
            await BareServers.AnswerAsync(http);
        }));
    }

    public async Task<Uri> StartAsync()
    {
        await _app.StartAsync();
        return new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }
}
