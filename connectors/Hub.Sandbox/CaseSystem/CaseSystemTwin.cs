using System.Text.Json;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.CaseSystem;

/// <summary>The centre's case system, as far as it takes the hub's webhooks.</summary>
internal sealed class CaseSystemTwin(CaseSystemTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds =>
        [CaseSystemEffects.Calls, CaseSystemEffects.Received, CaseSystemEffects.Duplicate, CaseSystemEffects.Refused];

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<CaseSystemFaults>()
            .AddSingleton<WebhookVerifier>()
            .AddSingleton<CaseSystemInbox>()
            .AddSingleton<CaseSystemEndpoints>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        routes.MapPost(options.WebhookPath, routes.ServiceProvider.GetRequiredService<CaseSystemEndpoints>().ReceiveAsync);
        CaseSystemControl.Map(control.MapGroup("/case-system"));
        control.MapFaults("/case-system/faults", routes.ServiceProvider.GetRequiredService<CaseSystemFaults>());
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>
    {
        [CaseSystemInbox.Line] = services.GetRequiredService<CaseSystemInbox>().Restore,
    };

    public void Wake(IServiceProvider services)
    {
    }

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<CaseSystemInbox>().Clear();
        services.GetRequiredService<CaseSystemFaults>().Reset();
    }
}

internal sealed class CaseSystemFaults(SeededChoice choice, TwinClock clock, Effects effects)
    : FaultScript("case-system", Usual, choice, clock, effects);

/// <summary>Kinds of effects of the case-system twin in <c>GET /_twin/effects</c>.</summary>
internal static class CaseSystemEffects
{
    public const string Calls = "case-system.webhook.calls";
    public const string Received = "case-system.webhook.received";
    public const string Duplicate = "case-system.webhook.duplicate";
    public const string Refused = "case-system.webhook.refused";
}
