using Hub.Core.Trust;
using Hub.Functions.Hosting;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

/// <summary>In a worker the hub has the same ways in as anywhere; triggers are none of them.</summary>
public sealed class InterfaceTests(WorkerApp worker, HubApp hub) : IClassFixture<WorkerApp>, IClassFixture<HubApp>
{
    [Fact]
    public void It_has_the_same_endpoints() => Assert.Equal(Paths(hub), Paths(worker));

    [Fact]
    public async Task The_description_of_the_interface_is_the_same_in_every_mode() =>
        Assert.Equal((await hub.GetAsync("/openapi.json", Role.Admin)).Text, (await worker.GetAsync("/openapi.json", Role.Admin)).Text);

    private static IEnumerable<string> Paths(HubApp app) => HubHost.Operations(app.App).Select(operation => operation.Act).Order(StringComparer.Ordinal);
}
