using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks;

/// <summary>
/// What the hub's intake is measured against: the same server and the same body, with less and less behind it.
/// Written without the hub's own store, so that a gain there cannot flatter the ratio.
/// </summary>
internal sealed class BareServers : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-bare-").FullName;
    private readonly WebApplication _app;
    private readonly BareGroupInsert _group;
    private readonly SqliteConnection _single;
    private readonly Lock _gate = new();

    public BareServers()
    {
        _group = new BareGroupInsert(Path.Combine(_folder, "group.db"));
        _single = BareGroupInsert.Open(Path.Combine(_folder, "single.db"));
        // As bare as the hub itself starts: no logging, no configuration.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost("/bare", (RequestDelegate)(async http =>
        {
            await ReadAsync(http);
            await AnswerAsync(http);
        }));
        _app.MapPost("/group", (RequestDelegate)(async http =>
        {
            var body = await ReadAsync(http);
            await _group.InsertAsync(body);
            await AnswerAsync(http);
        }));
        _app.MapPost("/single", (RequestDelegate)(async http =>
        {
            var body = await ReadAsync(http);
            lock (_gate)
            {
                BareGroupInsert.Insert(_single, body);
            }

            await AnswerAsync(http);
        }));
    }

    public async Task<Uri> StartAsync()
    {
        await _app.StartAsync();
        return new Uri(_app.Urls.First());
    }

    internal static async Task<byte[]> ReadAsync(HttpContext http)
    {
        var body = new byte[(int)http.Request.ContentLength!];
        await http.Request.Body.ReadExactlyAsync(body);
        return body;
    }

    internal static Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentLength = 2;
        return http.Response.Body.WriteAsync("ok"u8.ToArray(), 0, 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _group.Dispose();
        await _single.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
