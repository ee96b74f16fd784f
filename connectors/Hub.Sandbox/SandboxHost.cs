using Hub.Sandbox.CaseSystem;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Portal;
using Hub.Sandbox.Post;
using Hub.Sandbox.ServiceBus;
using Hub.Sandbox.State;
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
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    /// <exception cref="IOException">Another twin uses the data folder.</exception>
    /// <exception cref="InvalidDataException">The state log is damaged before its last line.</exception>
    public static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddTwins(options);
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
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static IServiceCollection AddTwins(this IServiceCollection services, SandboxOptions options)
    {
        options.Validate();
        return services
            .AddSingleton(options)
            .AddSingleton(new TwinClock(options.TimeProvider))
            .AddSingleton<SeededChoice>()
            .AddSingleton<Effects>()
            .AddSingleton<TwinJournal>()
            .AddSingleton<OneShots>()
            .AddSingleton<FaultDesk>()
            .AddSingleton<TwinState>()
            .AddPortalTwin()
            .AddSingleton<WebhookVerifier>()
            .AddSingleton<CaseSystemInbox>()
            .AddSingleton<CaseSystemEndpoints>()
            .AddServiceBusTwin()
            .AddPostTwin();
    }

    /// <summary>Replays the kept state and maps the twins and their control API.</summary>
    public static IEndpointRouteBuilder MapTwins(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        services.GetRequiredService<TwinState>().Replay();
        var options = services.GetRequiredService<SandboxOptions>();
        var portal = services.GetRequiredService<PortalEndpoints>();
        routes.MapPost(options.Portal.LoginPath, portal.LogInAsync);
        routes.MapPost(options.Portal.GatewayPath, portal.CallAsync);
        routes.MapPost(options.CaseSystem.WebhookPath, services.GetRequiredService<CaseSystemEndpoints>().ReceiveAsync);
        routes.MapServiceBusTwin(options);
        routes.MapPostTwin(options);
        ControlEndpoints.Map(routes);
        return routes;
    }

    private static IServiceCollection AddPortalTwin(this IServiceCollection services) => services
        .AddSingleton<DossierBook>()
        .AddSingleton<ProcedureBook>()
        .AddSingleton<IntegrationBook>()
        .AddSingleton<PortalSessions>()
        .AddSingleton<AnswerVariants>()
        .AddSingleton<DossierRules>()
        .AddSingleton<DossierOperations>()
        .AddSingleton<ProgressOperations>()
        .AddSingleton<CatalogueOperations>()
        .AddSingleton<IntegrationOperations>()
        .AddSingleton<PortalOperations>()
        .AddSingleton<MagicCodes>()
        .AddSingleton<PortalGateway>()
        .AddSingleton<PortalEndpoints>()
        .AddSingleton<SubmissionBodies>()
        .AddSingleton<PortalSubmitter>();
}
