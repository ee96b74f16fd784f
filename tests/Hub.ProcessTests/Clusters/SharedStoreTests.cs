using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Clusters;

/// <summary>Hubs that share a store: whatever happens to one of them or to the database, nothing is lost, nothing doubled, and order is kept.</summary>
public sealed class SharedStoreTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_hub_that_is_killed_is_followed_by_the_others()
    {
        await cluster.GrowAsync(3);
        var load = new Load(cluster, 1);
        load.Start();
        await load.MoreAsync(30);
        await cluster.Members[0].KillAsync();
        await load.MoreAsync(Night.Or(30, 60));
        await cluster.Members[0].StartAsync();
        await cluster.Members[1].KillAsync();
        await load.MoreAsync(Night.Or(30, 60));
        await load.StopAsync();
        await cluster.Members[1].StartAsync();

        await cluster.SettledAsync();
        await cluster.TruthAsync(load.Answered);
    }

    [Fact]
    public async Task A_hub_frozen_past_its_leases_comes_back_to_no_effect()
    {
        await cluster.GrowAsync(2);
        await cluster.Twin.FaultAsync("portal", "latency", 1, 600, 30);
        var load = new Load(cluster, 2);
        load.Start();
        await load.MoreAsync(20);
        await cluster.Members[0].PauseAsync();

        // What the frozen one held is done by the other once the leases have run out.
        var frozen = load.Answered.ToList();
        foreach (var story in frozen)
        {
            await Eventually.EqualAsync(4, () => cluster.Twin.StatusAsync(story.Code));
        }

        await cluster.Members[0].ResumeAsync();
        await load.MoreAsync(20);
        await load.StopAsync();
        await cluster.Twin.ClearFaultsAsync("portal");
        await cluster.SettledAsync();
        await cluster.TruthAsync(load.Answered);
    }

    [Theory]
    [InlineData(PostgresStop.Fast, 3)]
    [InlineData(PostgresStop.Killed, 4)]
    public async Task The_database_restarts_under_load(PostgresStop how, int day)
    {
        await cluster.GrowAsync(2);
        var load = new Load(cluster, day);
        load.Start();
        for (var time = 0; time < Night.Or(1, 3); time++)
        {
            await load.MoreAsync(20);
            cluster.Database.Restart(how);
        }

        await load.MoreAsync(20);
        await load.StopAsync();
        await cluster.SettledAsync();
        await cluster.TruthAsync(load.Answered);
    }

    [Fact]
    public async Task The_database_is_cut_off_for_longer_than_a_lease()
    {
        await cluster.GrowAsync(2);
        var load = new Load(cluster, 5);
        load.Start();
        await load.MoreAsync(20);
        cluster.Database.Pause();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync("the leases have run out", () => Task.FromResult(watch.Elapsed > Cluster.Lease + TimeSpan.FromSeconds(2)));
        cluster.Database.Resume();
        await load.MoreAsync(20);
        await load.StopAsync();
        await cluster.SettledAsync();
        await cluster.TruthAsync(load.Answered);
    }
}
