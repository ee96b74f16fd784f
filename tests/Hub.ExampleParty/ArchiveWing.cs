using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.ExampleParty.Archive;
using Hub.ExampleParty.Storage;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.ExampleParty;

/// <summary>What the archive brings to the executable.</summary>
public static class ArchiveWing
{
    public static Wing Wing { get; } = new(ArchiveDescriptor.Party)
    {
        Store = ArchiveStore.Module,
        Schemas = typeof(ArchiveWing).Assembly,
        Tags = new Dictionary<string, string> { ["archive"] = "Nộp lưu hồ sơ đã xong / Dossiers that are filed once they are closed" },
        AddServices = (services, settings) => services.AddSingleton(settings.Of<ArchiveOptions>()).AddSingleton<IEndpointGroup, ArchiveEndpoints>(),
        AddConnector = (services, settings) => services
            .AddSingleton<IConnector>(provider => new ArchiveConnector(
                new HttpClient { BaseAddress = settings.Of<ArchiveOptions>().BaseAddress }, provider.GetRequiredService<IFilings>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IStep, ArchiveWatchStep>(),
    };
}

/// <summary>What the archive has taken.</summary>
internal sealed class ArchiveEndpoints(IFilings filings) : IEndpointGroup
{
    public void Map(RouteTable routes) => routes.Add(
        Access.To(Role.Operator, Role.Auditor),
        new Operation("listFilings", "archive", "Hồ sơ đã nộp lưu / Dossiers that were filed")
        {
            Method = "GET",
            Path = "/archive/filings",
            Response = typeof(IReadOnlyList<Filing>),
        },
        async http => await http.Response.WriteAsJsonAsync(await filings.ListAsync(http.RequestAborted), http.RequestAborted));
}
