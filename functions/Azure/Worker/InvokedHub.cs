using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Functions.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Azure.Worker;

/// <summary>
/// The hub inside the worker: the same application as everywhere, whose requests and messages are invocations. While its store cannot be
/// reached it answers requests as the waiting room does, and messages wait for it.
/// </summary>
internal sealed partial class InvokedHub(HubSettings settings, ILoggerFactory loggers, IHostApplicationLifetime life, ILogger<InvokedHub> logger) : BackgroundService
{
    private static readonly ActivitySource Source = new(HubTelemetry.Name);
    private readonly TaskCompletionSource<WebApplication> _hub = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (RequestDelegate Serve, IServiceScopeFactory Scopes) _door;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Ends when the hub runs; fails when it cannot.</summary>
    public Task<WebApplication> Running => _hub.Task;

    /// <exception cref="Exception">What kept the hub from starting.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Serves a request by the hub's own endpoints. Never fails: the worker would leave the request open.</summary>
    public async Task ServeAsync(HttpContext http, FunctionContext call)
    {
        await _opened.Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (serve, scopes) = _door;
        if (serve is null)
        {
            http.Abort();
            return;
        }

        // The function's own route, services and span are the worker's business; here the request begins anew.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(http, scopes));
        using var span = Continue(http, call);
        try
        {
            await serve(http);
        }
#pragma warning disable CA1031 // What reached the server itself would cut the connection as well.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Torn(failed);
            http.Abort();
        }
    }

    /// <summary>A span of the hub's own under that of the host, for as long as it is not ended.</summary>
    public static Activity? Begin(FunctionContext call, ActivityKind kind) =>
        ActivityContext.TryParse(call.TraceContext.TraceParent, call.TraceContext.TraceState, isRemote: true, out var parent)
            ? Source.StartActivity(call.FunctionDefinition.Name, kind, parent)
            : Source.StartActivity(call.FunctionDefinition.Name, kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Building the hub is work: the worker meanwhile begins to talk to its host.
            await Task.Yield();
            var hub = await WaitingRoom.BuildAsync(settings, HubParts.Functions, Configure, Open, stoppingToken);
            await hub.StartAsync(stoppingToken);
            Open(hub);
            _hub.SetResult(hub);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _hub.SetCanceled(stoppingToken);
        }
#pragma warning disable CA1031 // The command line has the words and the exit code for it.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failed);
            _hub.SetException(failed);
            _opened.TrySetResult();
            life.StopApplication();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_hub.Task.IsCompletedSuccessfully)
        {
            var hub = await _hub.Task;
            await hub.StopAsync(cancellationToken);
            await hub.DisposeAsync();
        }
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IServer, NoServer>();
    }

    private void Open(WebApplication app)
    {
        _door = (((IApplicationBuilder)app).Build(), app.Services.GetRequiredService<IServiceScopeFactory>());
        _opened.TrySetResult();
    }

    // The worker's server has a span for the request under what the request itself named; without that name it knows no parent, but the invocation does.
    private static Activity? Continue(HttpContext http, FunctionContext call)
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { HasRemoteParent: true } named)
        {
            Activity.Current = named;
            return null;
        }

        return Begin(call, ActivityKind.Server);
    }

    [LoggerMessage(2018, LogLevel.Error, "A request ended without an answer")]
    private partial void Torn(Exception failed);

    /// <summary>Invocations bring every request.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
