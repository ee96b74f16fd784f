using Hub.Core.Steps;
using Hub.Functions.Http;
using Hub.Functions.Parties;
using Hub.NationalPortal;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.Functions.NationalPortal;

/// <summary>What the National Public Service Portal brings to the executable.</summary>
internal static class NationalPortalWing
{
    private static readonly TimeSpan SyncLease = TimeSpan.FromMinutes(30);

    public static Wing Wing { get; } = new(NationalPortalDescriptor.Party)
    {
        AddServices = (services, settings) => services
            .AddSingleton<IEndpointGroup, ProcedureSyncEndpoints>()
            .AddSingleton<IEndpointGroup>(provider => ActivatorUtilities.CreateInstance<PortalInboundEndpoints>(provider, settings.Of<NationalPortalOptions>()))
            .AddSingleton<IEndpointGroup, VerifyEndpoints>(),
        AddConnector = AddConnector,
        Commands = [VerifyCommand.Create],
        JsonContexts = [NationalPortalJson.Wire],
        Tags = new Dictionary<string, string>
        {
            [PortalInboundEndpoints.Tag] = "Những gì cổng dịch vụ công quốc gia gửi sang / What the national portal posts",
            [PortalInboundEndpoints.Tag + "-vxp"] = "Cũng những thứ ấy, theo đường dẫn của bộ nối VXP / The same, by the paths of the VXP adapter",
            [PortalInboundEndpoints.Tag + "-xrd"] = "Cũng những thứ ấy, theo đường dẫn của bộ nối X-Road / The same, by the paths of the X-Road adapter",
            [VerifyEndpoints.Tag] = "Đối chiếu cổng quốc gia với trung tâm / The national portal against the centre",
        },
        TwinOptions = [new("--procedures", "Danh mục thủ tục CSV / list of procedures as CSV", TwinProcedures.Give)],
    };

    private static void AddConnector(IServiceCollection services, PartySettings settings)
    {
        services.AddSingleton<IOptionsFactory<NationalPortalOptions>>(new FixedOptions<NationalPortalOptions>(settings.Of<NationalPortalOptions>()));
        services.AddNationalPortal();
        services.AddSingleton<IStep>(provider =>
        {
            var sync = provider.GetRequiredService<ProcedureSync>();
            return new TimerStep(
                "procedure-sync", provider.GetRequiredService<ITimers>(), provider.GetRequiredService<TimeProvider>(), SyncLease, sync.NextRun,
                async ct => (await sync.RunAsync(ct)) is { } report ? $"{report.Listed} listed, {report.Added} added, {report.Changed} changed, {report.Withdrawn} withdrawn" : null);
        });
    }
}
