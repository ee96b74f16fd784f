using Hub.CaseSystem.Addresses;
using Hub.CaseSystem.Settings;
using Hub.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.CaseSystem;

public static class CaseSystemServices
{
    /// <summary>
    /// The lane <c>case-system</c>. The host binds <see cref="CaseSystemOptions"/>, and brings <see cref="TimeProvider"/>,
    /// <see cref="Core.Events.ISubscriptions"/> and <see cref="Core.Inbox.IInbox"/>. A wrong option stops the start.
    /// </summary>
    public static IServiceCollection AddCaseSystem(this IServiceCollection services)
    {
        services.AddOptions<CaseSystemOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IHostResolver, DnsHostResolver>();
        services.AddSingleton<WebhookAddressGuard>();
        services.AddSingleton<WebhookDialer>();
        services.AddSingleton<ICaseSystemApi, CaseSystemApi>();
        services.AddSingleton<WebhookTrial>();
        services.AddSingleton<IConnector, CaseSystemConnector>();
        return services;
    }
}
