using Hub.Core.Places;
using Hub.Functions.CommandLine;
using Hub.Functions.Hosting;
using Hub.Functions.Http;
using Hub.Functions.Http.Postal;
using Hub.Functions.Settings;
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
    };

    // Endpoints and print need the settings and the calendar whether or not anybody carries yet.
    private static void AddServices(IServiceCollection services, HubSettings settings)
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
            .AddSingleton<IEndpointGroup, WaybillRangeEndpoints>()
            .AddSingleton<IEndpointGroup, DossierPostEndpoints>();
    }
}
