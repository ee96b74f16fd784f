using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox;

/// <summary>Hosts the partner twins: alone (<see cref="Build"/>), or inside another web application.</summary>
public static class SandboxHost
{
    /// <summary>A server with nothing but the twins: it reads no configuration, writes no console line and handles no signal, so the
    /// caller starts and stops it. After <c>StartAsync</c> the bound addresses are in <c>Urls</c>.</summary>
    /// <param name="further">Twins of the caller's own, beside those that ship.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    /// <exception cref="IOException">Another twin uses the data folder.</exception>
    /// <exception cref="InvalidDataException">The state log is damaged before its last line.</exception>
    public static WebApplication Build(SandboxOptions options, params IEnumerable<ITwin> further)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddTwins(options, further);
        var app = builder.Build();
        try
        {
            app.UseRouting();
            app.MapTwins();
            return app;
        }
        catch
        {
            // The data folder must be free again for whoever mends it and starts anew in this process.
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    /// <summary>Adds the twins' services.</summary>
    /// <param name="further">Twins of the caller's own, beside those that ship.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static IServiceCollection AddTwins(this IServiceCollection services, SandboxOptions options, params IEnumerable<ITwin> further)
    {
        services
            .AddSingleton(new TwinClock(options.TimeProvider))
            .AddSingleton(new SeededChoice(options.Seed))
            .AddSingleton(provider => new Effects(provider.GetServices<ITwin>()))
            .AddSingleton(_ => new TwinJournal(options.DataDirectory))
            .AddSingleton(provider => new OneShots(provider.GetRequiredService<TwinJournal>()))
            .AddSingleton<TwinState>();
        foreach (var twin in options.Twins().Concat(further))
        {
            twin.AddServices(services);
            services.AddSingleton(twin);
        }

        return services;
    }

    /// <summary>Replays the kept state and maps the twins and their control API.</summary>
    public static IEndpointRouteBuilder MapTwins(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        services.GetRequiredService<TwinState>().Replay();
        var control = routes.MapGroup("/_twin");
        foreach (var twin in services.GetServices<ITwin>())
        {
            twin.MapRoutes(routes, control);
        }

        ControlEndpoints.Map(control);
        return routes;
    }
}
