using System.Diagnostics;
using Hub.Core.Schemas;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.OpenApi;
using Hub.Functions.Settings;
using Hub.Functions.Steps;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Hub.Functions.Hosting;

/// <summary>Puts the hub together: the only place that knows all of it.</summary>
public static class HubHost
{
    /// <param name="configure">For tests: replaces what the hub would bring itself.</param>
    /// <exception cref="InvalidSchemaException">A schema cannot be enforced.</exception>
    /// <exception cref="InvalidOperationException">An endpoint names no role.</exception>
    public static WebApplication Build(HubSettings settings, HubParts parts = HubParts.All, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = Bare(settings, parts);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.ShutdownTimeout);
        services.AddRoutingCore();
        services.AddHeart(settings, SchemaCatalogue.LoadEmbeddedAsync(settings.Intake.MaxDepth, CancellationToken.None, settings.Wings.Schemas).GetAwaiter().GetResult());
        services.AddParties(settings);
        services.AddTransport(settings, parts);
        services.AddLoops(settings);
        services.AddTrust(settings);
        services.AddEndpoints();
        if (parts is HubParts.Functions)
        {
            services.AddFunctions(settings);
        }

        services.AddHubOpenApi(settings.Wings);
        services.AddHostedService(provider => provider.GetRequiredService<AuditQueue>());
        services.AddHostedService(provider => provider.GetRequiredService<StrangerSums>());
        if (parts is not HubParts.StoreOnly)
        {
            services.AddHostedService<OtlpExport>();
            services.AddHostedService(provider => provider.GetRequiredService<StepHost>());
        }

        configure?.Invoke(builder);
        var app = builder.Build();
        try
        {
            // Here the store is opened.
            Route(app);
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    /// <summary>An application that listens and logs as the hub does, and is nothing else.</summary>
    public static WebApplication BuildBare(HubSettings settings, HubParts parts, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = Bare(settings, parts);
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>Every endpoint of a hub that was built.</summary>
    public static IReadOnlyList<Operation> Operations(WebApplication hub) =>
    [
        .. from source in ((IEndpointRouteBuilder)hub).DataSources
           from endpoint in source.Endpoints
           let operation = endpoint.Metadata.GetMetadata<Operation>()
           where operation is not null
           select operation,
    ];

    /// <summary>What the server takes of a request, wherever the hub runs.</summary>
    internal static void Limit(KestrelServerOptions kestrel, HubSettings settings)
    {
        kestrel.AddServerHeader = false;

        // Somewhat more than is taken, so that a caller slightly above the limit is told so instead of being cut off.
        kestrel.Limits.MaxRequestBodySize = 2L * settings.Intake.MaxBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MaxConcurrentConnections = MostConnections(settings);

        // Of each connection, what is neither read nor written yet; the hub's own budget counts what it holds itself.
        kestrel.Limits.MaxRequestBufferSize = Traffic.Small;
        kestrel.Limits.MaxResponseBufferSize = Traffic.Small;
        var least = new MinDataRate(Math.Max(2, settings.Intake.MinBytesPerSecond), Pace.Stretch);
        kestrel.Limits.MinRequestBodyDataRate = least;
        kestrel.Limits.MinResponseDataRate = least;
    }

    private static int MostConnections(HubSettings settings) => settings.Intake.MaxConnections > 0 ? settings.Intake.MaxConnections : FileLimit.Connections();

    private static WebApplicationBuilder Bare(HubSettings settings, HubParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Listen(builder, settings);
        Log(builder, settings, parts);
        return builder;
    }

    private static void Listen(WebApplicationBuilder builder, HubSettings settings)
    {
        builder.WebHost.UseKestrelCore().UseUrls(settings.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel, settings);

            // It notices later than the sockets do that one has ended, and would cut off who comes in its place.
            kestrel.Limits.MaxConcurrentConnections = null;
        });

        // The server asks the factory that was named last.
        builder.Services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedSockets(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), MostConnections(settings)));
    }

    // Standard output belongs to the commands.
    private static void Log(WebApplicationBuilder builder, HubSettings settings, HubParts parts)
    {
        var level = parts is not HubParts.StoreOnly ? settings.Telemetry.LogLevel : LogLevel.Error;
        var others = level > LogLevel.Warning ? level : LogLevel.Warning;
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", others).AddFilter("System.Net.Http", others);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.Telemetry.JsonLogs)
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }

    private static void Route(WebApplication app)
    {
        var gate = app.Services.GetRequiredService<AccessGate>();
        app.Use(next => http => MeasureAsync(http, next));
        app.UseRouting();
        app.Use(next => http => gate.PassAsync(http, next));
        var routes = new RouteTable(app);
        foreach (var group in app.Services.GetServices<IEndpointGroup>())
        {
            group.Map(routes);
        }

        HubOpenApi.Map(app);
        RouteTable.Check(app);
        app.UseEndpoints(static _ => { });
    }

    private static async Task MeasureAsync(HttpContext http, RequestDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        await next(http);
        HubTelemetry.Answered(
            http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Id ?? "none", http.Response.StatusCode, Stopwatch.GetElapsedTime(start));
    }
}
