using Hub.Tests.Centres;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

public sealed class StopTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_stop_lets_deliveries_in_flight_finish_and_ends_with_0()
    {
        var stories = Enumerable.Range(1, 30).Select(n => new Story($"000.00.01.H40-261118-70{n:00}").Received().Status("processing", 1)).ToList();
        await centre.Twin.FaultAsync("portal", "latency", 1, 600, 700);
        await centre.PostAsync(stories.SelectMany(story => story.Events));
        await Eventually.HoldsAsync("calls are in flight", async () => await centre.Twin.EffectAsync("portal.fault.latency") > 2);

        Assert.Equal(0, await centre.TerminateAsync());

        await centre.Twin.ClearFaultsAsync("portal");
        await centre.ServeAsync();
        foreach (var story in stories)
        {
            await Eventually.EqualAsync(4, () => centre.Twin.StatusAsync(story.Code));
        }

        // Whatever was in flight had finished: nothing had to be looked up again, and no attempt was lost.
        Assert.Equal(0, await centre.Twin.EffectAsync("portal.create.refused-existing"));
        foreach (var story in stories)
        {
            var deliveries = (await centre.Operator.GetAsync("events/" + Uri.EscapeDataString(story.Code + "#1")))["deliveries"]!.AsArray();
            Assert.DoesNotContain(deliveries[0]!["history"]!.AsArray(), attempt => attempt!["outcome"]!.GetValue<string>() == "lost");
        }
    }
}
