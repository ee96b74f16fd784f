using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary>Every way in which the portal can fail, for longer than the whole ladder lasts.</summary>
public sealed class OutageTests(Centre centre) : IClassFixture<Centre>
{
    [Theory]
    [InlineData("latency")]
    [InlineData("5xx")]
    [InlineData("429")]
    [InlineData("html")]
    [InlineData("torn")]
    [InlineData("applied-no-answer")]
    [InlineData("session-loss")]
    [InlineData("maintenance")]
    public async Task Nothing_is_lost_doubled_or_given_up(string kind)
    {
        var stories = Enumerable.Range(1, 4).Select(n => new Story($"000.00.01.H40-{kind}-20{n:00}").Received().Noted("Chuyển", 1).Status("processing", 2).Completed(3)).ToList();

        await centre.Twin.FaultAsync("portal", kind, 1, 3, kind == "latency" ? 400 : null);
        foreach (var story in stories)
        {
            await centre.PostAsync(story.Events);
        }

        foreach (var story in stories)
        {
            await Eventually.EqualAsync(9, () => centre.Twin.StatusAsync(story.Code));
        }

        await centre.SettledAsync();
        Assert.True(await centre.Twin.EffectAsync("portal.fault." + kind) > 0);
        foreach (var story in stories)
        {
            var held = (await centre.Twin.DossierAsync(story.Code))!;
            Assert.Equal((1, 4, 0), (held["created"]!.GetValue<int>(), held["progress"]!.AsArray().Count, held["doubledProgress"]!.GetValue<int>()));
        }

        var lane = await centre.LaneAsync("national-portal");
        Assert.Equal((0, 0, "open"), (lane["dead"]!.GetValue<long>(), lane["held"]!.GetValue<long>(), lane["state"]!.GetValue<string>()));
        foreach (var story in stories)
        {
            var first = (await centre.Operator.GetAsync("events/" + Uri.EscapeDataString(story.Code + "#1")))["deliveries"]![0]!;
            Assert.InRange(first["attempts"]!.GetValue<int>(), 0, 2);
        }
    }

    [Theory]
    [InlineData("0594")]
    [InlineData("0595")]
    [InlineData("0598")]
    public async Task A_dossier_that_fails_once_arrives_once(string tail)
    {
        var story = new Story("000.00.01.H40-261118-" + tail).Received().Status("processing", 1);

        await centre.PostAsync(story.Events);

        await Eventually.EqualAsync(4, () => centre.Twin.StatusAsync(story.Code));
        await centre.SettledAsync();
        var held = (await centre.Twin.DossierAsync(story.Code))!;
        Assert.Equal((1, 0), (held["created"]!.GetValue<int>(), held["doubledProgress"]!.GetValue<int>()));
    }
}
