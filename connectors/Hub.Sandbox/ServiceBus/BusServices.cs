using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.ServiceBus;

internal static class BusServices
{
    public static IServiceCollection AddServiceBusTwin(this IServiceCollection services) => services
        .AddSingleton<BusIds>()
        .AddSingleton<BusTokens>()
        .AddSingleton<BusNamespace>()
        .AddSingleton<BusGate>()
        .AddSingleton<BusSending>()
        .AddSingleton<BusReceiving>()
        .AddSingleton<BusEndpoints>();

    public static void MapServiceBusTwin(this IEndpointRouteBuilder routes, SandboxOptions options) =>
        routes.Map(options.ServiceBus.BasePath + "/{**path}", routes.ServiceProvider.GetRequiredService<BusEndpoints>().ServeAsync);
}
