using Hub.CaseSystem;
using Hub.CaseSystem.Settings;
using Hub.Functions.Http;
using Hub.Functions.Parties;
using Microsoft.Extensions.Options;

namespace Hub.Functions.CaseSystem;

/// <summary>What the centre's case system brings to the executable.</summary>
internal static class CaseSystemWing
{
    public static Wing Wing { get; } = new(CaseSystemDescriptor.Party)
    {
        AddServices = (services, _) => services
            .AddSingleton<SubscriptionAccess>()
            .AddSingleton<IEndpointGroup, SubscriptionEndpoints>()
            .AddSingleton<IEndpointGroup, DeliveryEndpoints>()
            .AddSingleton<IEndpointGroup, FeedEndpoints>(),
        AddConnector = AddConnector,
        Commands = [SubscriptionsCommand.Create],
        JsonContexts = [CaseSystemJson.Wire],
    };

    private static void AddConnector(IServiceCollection services, PartySettings settings)
    {
        services.AddSingleton<IOptionsFactory<CaseSystemOptions>>(new FixedOptions<CaseSystemOptions>(settings.Of<CaseSystemOptions>()));
        services.AddCaseSystem();
    }
}
