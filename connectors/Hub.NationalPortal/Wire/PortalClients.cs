using Hub.Connectors;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal's clients with what lies between them and the network.</summary>
public static class PortalClients
{
    /// <summary>Name of the HTTP client that calls the portal.</summary>
    public const string Portal = "national-portal";

    /// <summary>Name of the HTTP client that asks the provincial gateway for its token.</summary>
    public const string Gateway = "national-portal-gateway";

    internal static void AddPortalClients(this IServiceCollection services)
    {
        services.AddTransient<PortalAddressHandler>();
        services.AddSingleton<LgspTokens>();
        services.AddRefitGeneratedClient<IMapiApi>(Settings, Portal);
        services.AddRefitGeneratedClient<IRestListApi>(Settings, Portal)
            .ConfigureHttpClient(static (provider, client) => (client.BaseAddress, client.Timeout) = (Options(provider).BaseAddress, Timeout.InfiniteTimeSpan))
            .AddHttpMessageHandler<PortalAddressHandler>()
            .AddHttpMessageHandler(static provider => Options(provider).Lgsp?.TokenUrl is null ? new NoGateway() : provider.GetRequiredService<LgspTokens>().Handler())
            .AddHttpMessageHandler(static provider => new AnswerHandler(Options(provider).MaxAnswerBytes, provider.GetRequiredService<TimeProvider>()))
            .ToNetwork();
        services.AddRefitGeneratedClient<ILgspTokenApi>(Settings, Gateway)
            .ConfigureHttpClient(static (provider, client) => (client.BaseAddress, client.Timeout) = (Root(provider), Timeout.InfiniteTimeSpan))
            .AddHttpMessageHandler(static provider => new OperationHandler(
                Root(provider), [new PartnerOperation(LgspTokens.Path, Options(provider).Lgsp!.TokenUrl!.AbsoluteUri, Options(provider).Timeouts.Login)]))
            .AddHttpMessageHandler(static provider => new AnswerHandler(LgspTokens.MaxBytes, provider.GetRequiredService<TimeProvider>()))
            .ToNetwork();
    }

    private static void ToNetwork(this IHttpClientBuilder client) => client
        .ConfigurePrimaryHttpMessageHandler(static provider => PartnerHandlers.Network(Options(provider).Timeouts.Connect))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // The framework's own request log would show queries, which may carry a session.
        .RemoveAllLoggers();

    private static RefitSettings Settings(IServiceProvider provider) => PartnerJson.Settings(NationalPortalJson.Wire);

    private static NationalPortalOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<NationalPortalOptions>>().Value;

    private static Uri Root(IServiceProvider provider) => new(Options(provider).Lgsp!.TokenUrl!, "/");

    private sealed class NoGateway : DelegatingHandler;
}
