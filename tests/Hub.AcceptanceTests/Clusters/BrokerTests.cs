using Xunit;

namespace Hub.AcceptanceTests.Clusters;

/// <summary>A broker that stops and comes back, and hubs that die while they hold its messages: intake goes on, nothing is lost, nothing doubled.</summary>
public sealed class BrokerTests(BrokerCluster cluster) : IClassFixture<BrokerCluster>
{
    [Fact]
    public async Task The_broker_stops_under_load_and_comes_back()
    {
        await cluster.GrowAsync(2);
        var load = new Load(cluster, 11);
        load.Start();
        await load.MoreAsync(20);
        cluster.Broker.Stop();
        await load.MoreAsync(30);
        cluster.Broker.Begin();
        await load.MoreAsync(20);
        await load.StopAsync();

        await cluster.SettledAsync();
        await cluster.TruthAsync(load.Answered);
    }

    [Fact]
    public async Task A_hub_that_dies_with_messages_in_its_hands_is_followed_by_the_other()
    {
        await cluster.GrowAsync(2);
        var load = new Load(cluster, 12);
        load.Start();
        await load.MoreAsync(20);
        await cluster.Members[0].KillAsync();
        await load.MoreAsync(40);
        await load.StopAsync();
        await cluster.SettledAsync();
        await cluster.Members[0].StartAsync();

        await cluster.TruthAsync(load.Answered);
    }
}
