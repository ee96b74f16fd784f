using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Transports;
using Hub.NationalPortal.Settings;
using Hub.Tests;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ServicesTests
{
    private static readonly ServiceBusOptions Options = new() { Namespace = "contoso.servicebus.windows.net" };

    private static readonly Dictionary<string, LaneOptions> Lanes = new() { [NationalPortalCodes.Lane] = new(), [LaneNames.Outgoing] = new() };

    [Fact]
    public async Task A_hub_that_pulls_has_a_step_for_each_lane_and_one_for_events()
    {
        await using var hub = await BuildAsync(pulls: true);

        Assert.Equal("servicebus", hub.GetRequiredService<ITransport>().Name);
        Assert.Equal(
            ["servicebus:case-system", "servicebus:events", "servicebus:national-portal"],
            hub.GetServices<IStep>().Select(step => step.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Behind_a_Functions_host_it_only_sends()
    {
        await using var hub = await BuildAsync(pulls: false);

        Assert.Equal("servicebus", hub.GetRequiredService<ITransport>().Name);
        Assert.Empty(hub.GetServices<IStep>());
        Assert.NotNull(hub.GetRequiredService<IServiceBusApi>());
        Assert.NotNull(hub.GetRequiredService<Verdicts>());
    }

    [Fact]
    public void Wrong_settings_stop_the_start() => Assert.Throws<ArgumentException>(() =>
        new ServiceCollection().AddServiceBusTransport(Options with { Key = "alone" }, Lanes));

    private static async Task<ServiceProvider> BuildAsync(bool pulls)
    {
        var clock = new ManualClock();
        var store = new EventStoreFixture();
        var events = await store.EventsAsync(clock);
        return new ServiceCollection()
            .AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(new Random(1)).AddSingleton<LaneSignals>()
            .AddSingleton(events).AddSingleton<IStoreInfo>(store)
            .AddServiceBusTransport(Options, Lanes, pulls)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
