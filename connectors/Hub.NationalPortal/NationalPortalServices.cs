using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Verification;
using Hub.NationalPortal.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal;

public static class NationalPortalServices
{
    /// <summary>
    /// The connector of lane <c>national-portal</c> with all that belongs to it. The caller binds <see cref="NationalPortalOptions"/> and registers
    /// the ports (<c>IDossiers</c>, <c>ICatalogue</c>, <c>IInbox</c>, <c>IOutbox</c>), <see cref="EnvelopeIds"/>, <see cref="TimeProvider"/> and logging.
    /// </summary>
    public static IServiceCollection AddNationalPortal(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<NationalPortalOptions>, NationalPortalOptionsValidator>();
        services.AddOptions<NationalPortalOptions>().ValidateOnStart();
        services.AddPortalClients();
        services.TryAddSingleton<INationalPortalApi>(static provider => new NationalPortalApi(
            provider.GetRequiredService<IMapiApi>(),
            provider.GetRequiredService<IRestListApi>(),
            provider.GetRequiredService<IOptions<NationalPortalOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new PortalSession(
            provider.GetRequiredService<INationalPortalApi>(), provider.GetRequiredService<IOptions<NationalPortalOptions>>().Value, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PortalSession>>()));
        services.AddSingleton(static provider => new PortalLink(
            provider.GetRequiredService<INationalPortalApi>(),
            provider.GetRequiredService<PortalSession>(),
            provider.GetRequiredService<IOptions<NationalPortalOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IntegrationPush>();
        services.AddSingleton<NationalPortalConnector>();
        services.AddSingleton<IConnector>(static provider => provider.GetRequiredService<NationalPortalConnector>());
        services.AddSingleton<ProcedureSync>();
        services.AddSingleton<PortalInspector>();
        services.AddSingleton<PortalHealer>();
        services.AddSingleton<PortalVerifier>();
        services.AddSingleton<VerifyStep>();
        services.AddSingleton<IStep>(static provider => provider.GetRequiredService<VerifyStep>());
        return services;
    }
}
