using System.Text.Json;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The National Public Service Portal.</summary>
internal sealed class PortalTwin(PortalTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds => PortalEffects.Known;

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<PortalFaults>()
            .AddSingleton<DossierStore>()
            .AddSingleton<FilingStore>()
            .AddSingleton<ProcedureStore>()
            .AddSingleton<IntegrationStore>()
            .AddSingleton<PortalSessions>()
            .AddSingleton<AnswerVariants>()
            .AddSingleton<DossierRules>()
            .AddSingleton<DossierOperations>()
            .AddSingleton<ProgressOperations>()
            .AddSingleton<FilingOperations>()
            .AddSingleton<CatalogueOperations>()
            .AddSingleton<IntegrationOperations>()
            .AddSingleton<PortalOperations>()
            .AddSingleton<MagicCodes>()
            .AddSingleton<PortalGateway>()
            .AddSingleton<PortalEndpoints>()
            .AddSingleton<SubmissionBodies>()
            .AddSingleton<PortalSubmitter>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<PortalEndpoints>();
        routes.MapPost(options.LoginPath, endpoints.LogInAsync);
        routes.MapPost(options.GatewayPath, endpoints.CallAsync);
        PortalControl.Map(control.MapGroup("/portal"));
        control.MapFaults("/portal/faults", routes.ServiceProvider.GetRequiredService<PortalFaults>());
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>
    {
        [DossierStore.ItemKind] = services.GetRequiredService<DossierStore>().RestoreItem,
        [DossierStore.ProgressKind] = services.GetRequiredService<DossierStore>().RestoreProgress,
        [FilingStore.FiledKind] = services.GetRequiredService<FilingStore>().RestoreFiled,
        [FilingStore.ToldKind] = services.GetRequiredService<FilingStore>().RestoreTold,
        [ProcedureStore.Line] = services.GetRequiredService<ProcedureStore>().Restore,
        [IntegrationStore.Line] = services.GetRequiredService<IntegrationStore>().Restore,
    };

    public void Wake(IServiceProvider services)
    {
    }

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<DossierStore>().Clear();
        services.GetRequiredService<FilingStore>().Clear();
        services.GetRequiredService<ProcedureStore>().Reset();
        services.GetRequiredService<IntegrationStore>().Clear();
        services.GetRequiredService<PortalSessions>().Clear();
        services.GetRequiredService<PortalFaults>().Reset();
    }
}

internal sealed class PortalFaults(SeededChoice choice, TwinClock clock, Effects effects)
    : FaultScript("portal", [.. Usual, FaultKind.SessionLoss], choice, clock, effects);
