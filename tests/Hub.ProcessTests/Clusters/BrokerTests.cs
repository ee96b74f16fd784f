using Hub.Tests.Centres;
using Xunit;

namespace Hub.ProcessTests.Clusters;

/// <summary>A broker that stops and comes back, and hubs that die while they hold its messages: intake goes on, nothing is lost, nothing doubled.</summary>
public sealed class BrokerTests(BrokerCluster cluster) : IClassFixture<BrokerCluster>
{
    // By day two workers of one process hold it, against the same broker.
    [Fact]
    [Trait("Run", "night")]
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
    public async Task A_hub_without_its_broker_stays_ready_and_its_doctor_names_the_connections_that_are_down()
    {
        await cluster.GrowAsync(1);
        await AllAsync(up: true);
        var (well, _, healthy) = await cluster.DoctorAsync(0);
        Assert.Contains(healthy, check => check is ("broker", "good"));

        cluster.Broker.Stop();
        await AllAsync(up: false);
        var health = (await cluster.Members[0].TryGetAsync("health/ready"))!;
        var (ill, text, findings) = await cluster.DoctorAsync(0);
        cluster.Broker.Begin();
        await AllAsync(up: true);

        Assert.Equal("ready", health["status"]!.GetValue<string>());
        Assert.Equal(["events", "lane:case-system", "lane:national-portal", "lane:payments", "lane:postal", "send"], health["links"]!.AsArray().Select(link => link!["name"]!.GetValue<string>()).Order());
        Assert.Contains(health["reasons"]!.AsArray(), reason => reason!.GetValue<string>().Contains("lane:national-portal", StringComparison.Ordinal));
        Assert.DoesNotContain(health["reasons"]!.AsArray(), reason => reason!.GetValue<string>().Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.Equal(6, findings.Count(check => check is ("broker", "bad")));
        Assert.Contains("RabbitMQ", text, StringComparison.Ordinal);
        Assert.NotEqual(well, ill);
    }

    private Task AllAsync(bool up) => Eventually.HoldsAsync(
        $"all connections to the broker are {(up ? "up" : "down")}",
        async () => await cluster.Members[0].TryGetAsync("health/ready") is { } health && health["links"]!.AsArray() is { Count: 6 } links
            && links.All(link => link!["up"]!.GetValue<bool>() == up));

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
