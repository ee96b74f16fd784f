using System.Globalization;
using Hub.Tests;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.ProcessTests.Crashes;

/// <summary>The hub is killed again and again while a case system posts; the portal stays up and remembers everything.</summary>
public sealed class ServeKillTests(Centre centre) : IClassFixture<Centre>
{
    private static readonly int Kills = Night.Or(3, 30);
    private const int Seed = 20261122;
    private readonly Random _random = new(Seed);
    private readonly HashSet<string> _answered = [];
    private readonly List<Story> _stories = [];

    [Fact]
    public async Task Every_event_that_was_answered_is_there_once()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            var enough = _answered.Count + _random.Next(1, 30);
            using var stop = new CancellationTokenSource();
            var posting = PostAsync(kill, stop.Token);
            await Eventually.HoldsAsync("enough is answered", () => Task.FromResult(Answered >= enough));
            await centre.KillAsync();
            await stop.CancelAsync();
            await posting;
            await centre.ServeAsync();
        }

        // The case system posts again what it got no answer for, as it must.
        foreach (var story in _stories)
        {
            await centre.PostAsync(story.Events);
        }

        foreach (var story in _stories)
        {
            try
            {
                await Eventually.EqualAsync(4, () => centre.Twin.StatusAsync(story.Code));
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{story.Code}: {(await centre.Operator.GetAsync("lanes")).ToJsonString()} {(await centre.Operator.GetAsync("dead-letters?limit=5")).ToJsonString()} {(await centre.Operator.GetAsync($"dossiers/{story.Code}")).ToJsonString()}", late);
            }
        }

        await centre.SettledAsync();
        await StoredOnceAsync();
        foreach (var story in _stories)
        {
            var held = (await centre.Twin.DossierAsync(story.Code))!;
            Assert.True((held["created"]!.GetValue<int>(), held["progress"]!.AsArray().Count) == (1, 2), $"seed {Seed}: {held.ToJsonString()}");
        }

        Assert.Equal((0, 0), (await centre.Twin.EffectAsync("portal.progress.doubled"), await centre.Twin.EffectAsync("portal.backward-move")));
        var dead = await centre.Operator.GetAsync("dead-letters?limit=5");
        Assert.True(dead["deadLetters"]!.AsArray().Count == 0, dead.ToJsonString());
    }

    private int Answered
    {
        get
        {
            lock (_answered)
            {
                return _answered.Count;
            }
        }
    }

    private async Task PostAsync(int round, CancellationToken ct)
    {
        for (var n = 1; !ct.IsCancellationRequested; n++)
        {
            var story = new Story(string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-2611{round:00}-{n:00000}")).Received().Status("processing", 1);
            _stories.Add(story);
            foreach (var e in story.Events)
            {
                try
                {
                    await centre.PostAsync(e);
                }
                catch (HttpRequestException)
                {
                    return;
                }

                lock (_answered)
                {
                    _answered.Add(e["id"]!.GetValue<string>());
                }
            }
        }
    }

    private async Task StoredOnceAsync()
    {
        var stored = new List<string>();
        for (long after = 0; ;)
        {
            var page = await centre.Operator.GetAsync($"events?direction=in&limit=1000&after={after}");
            if (page["events"]!.AsArray().Count == 0)
            {
                break;
            }

            stored.AddRange(page["events"]!.AsArray().Select(e => e!["id"]!.GetValue<string>()));
            after = page["next"]!.GetValue<long>();
        }

        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(_answered.Except(stored));
    }
}
