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
        Tags = new Dictionary<string, string>
        {
            ["subscriptions"] = "Nơi hệ thống một cửa nhận sự kiện bằng webhook đã ký / Where the case system has its events pushed, as signed webhooks",
            ["feed"] = "Cùng các sự kiện đó, đọc dần bằng con trỏ / The same events, read on by a cursor",
        },
    };

    private static void AddConnector(IServiceCollection services, PartySettings settings)
    {
        services.AddSingleton<IOptionsFactory<CaseSystemOptions>>(new FixedOptions<CaseSystemOptions>(settings.Of<CaseSystemOptions>()));
        services.AddCaseSystem();
    }
}
