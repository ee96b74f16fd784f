using Hub.Core.Places;
using Hub.Functions.Http;
using Hub.Functions.Parties;
using Hub.Postal;
using Hub.Postal.Places;
using Hub.Postal.Settings;
using Hub.Postal.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Functions.Postal;

/// <summary>What the post brings to the executable.</summary>
internal static class PostalWing
{
    public static Wing Wing { get; } = new(PostalDescriptor.Party)
    {
        Store = PostalStore.Module,
        AddServices = AddServices,
        AddConnector = (services, settings) => services.AddPostal().AddPostalTracking(settings.Of<PostalOptions>().Operators),
        Commands = [WaybillsCommand.Create],
        JsonContexts = [PostalJson.Wire],
        Tags = new Dictionary<string, string>
        {
            [PostalDoc.Tag] = "Việc của bưu cục, bảng kê, phiếu giao nhận, tiền thu hộ, tem nhãn và mã vận đơn / The post's jobs, sheets, collected money, labels and waybill numbers",
        },
        Descriptions =
        [
            new(typeof(KeyRequest), "operator", $"The postal operator whose staff it is for; needed for the role `{PostalDescriptor.Role}`, and taken with no other."),
            new(typeof(KeyRequest), "office", "Binds it to one post office of the operator."),
        ],
    };

    // Endpoints and print need the settings and the calendar whether or not anybody carries yet.
    private static void AddServices(IServiceCollection services, PartySettings settings)
    {
        services.AddSingleton<IOptionsFactory<PostalOptions>>(new FixedOptions<PostalOptions>(settings.Of<PostalOptions>()));
        services.AddSingleton<PlaceRegistry>().AddSingleton<IUnitCache>(provider => provider.GetRequiredService<PlaceRegistry>());
        services.AddSingleton<ITaskRules, PostalTasks>();
        services.AddPostalActs();
        services
            .AddSingleton<PlaceNames>().AddSingleton<PrintFont>().AddSingleton<PrintContent>()
            .AddSingleton<IEndpointGroup, PostalWebhookEndpoints>()
            .AddSingleton<IEndpointGroup, PostalJobEndpoints>()
            .AddSingleton<IEndpointGroup, PostalScanEndpoints>()
            .AddSingleton<IEndpointGroup, PostalSheetEndpoints>()
            .AddSingleton<IEndpointGroup, PostalPrintEndpoints>()
            .AddSingleton<IEndpointGroup, PostalMoneyEndpoints>()
            .AddSingleton<IEndpointGroup, WaybillRangeEndpoints>()
            .AddSingleton<IEndpointGroup, DossierPostEndpoints>();
    }
}
