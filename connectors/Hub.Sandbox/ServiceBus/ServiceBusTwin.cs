using System.Text.Json;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A Service Bus namespace over HTTP. It is no party but a transport: nothing of it outlives the process.</summary>
internal sealed class ServiceBusTwin(ServiceBusTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds => [];

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<ServiceBusFaults>()
            .AddSingleton<BusIds>()
            .AddSingleton<BusTokens>()
            .AddSingleton<BusNamespace>()
            .AddSingleton<BusGate>()
            .AddSingleton<BusSending>()
            .AddSingleton<BusReceiving>()
            .AddSingleton<BusEndpoints>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        routes.Map(options.BasePath + "/{**path}", routes.ServiceProvider.GetRequiredService<BusEndpoints>().ServeAsync);
        BusControl.Map(control.MapGroup("/service-bus"));
        control.MapFaults("/service-bus/faults", routes.ServiceProvider.GetRequiredService<ServiceBusFaults>());
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>();

    public void Wake(IServiceProvider services) => services.GetRequiredService<BusNamespace>().Wake();

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<ServiceBusFaults>().Reset();
        services.GetRequiredService<BusNamespace>().Reset();
        services.GetRequiredService<BusTokens>().Reset();
    }
}

internal sealed class ServiceBusFaults(SeededChoice choice, TwinClock clock, Effects effects)
    : FaultScript("service-bus", [.. Usual, FaultKind.SessionLoss, FaultKind.Throttled], choice, clock, effects);
