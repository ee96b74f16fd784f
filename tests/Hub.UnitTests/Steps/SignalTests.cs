using Hub.Core.Steps;
using Xunit;

namespace Hub.UnitTests.Steps;

public sealed class SignalTests
{
    private readonly Signal _bell = new();

    [Fact]
    public void A_ring_between_looking_and_waiting_is_not_missed()
    {
        var seen = _bell.Rings;
        _bell.Ring();
        Assert.True(_bell.RungAfterAsync(seen).IsCompleted);
    }

    [Fact]
    public void A_ring_that_was_seen_wakes_nobody()
    {
        _bell.Ring();
        Assert.False(_bell.RungAfterAsync(_bell.Rings).IsCompleted);
    }

    [Fact]
    public void All_who_wait_are_woken_by_one_ring()
    {
        var waiting = Enumerable.Range(0, 20).Select(_ => _bell.RungAfterAsync(_bell.Rings)).ToList();
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        _bell.Ring();
        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(1, _bell.Rings);
    }

    [Fact]
    public async Task Whoever_rings_and_waits_at_once_no_ring_is_lost()
    {
        const int rings = 20_000;
        var listeners = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var seen = 0L; seen < rings; seen = _bell.Rings)
            {
                await _bell.RungAfterAsync(seen).WaitAsync(TimeSpan.FromSeconds(60));
            }
        })).ToList();
        var ringers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < rings / 2; i++)
            {
                _bell.Ring();
            }
        }));

        await Task.WhenAll(ringers.Concat(listeners));
        Assert.Equal(rings, _bell.Rings);
    }

    [Fact]
    public void Each_lane_has_one_bell_of_its_own()
    {
        var signals = new LaneSignals();
        Assert.Same(signals.Of("a"), signals.Of("a"));
        Assert.NotSame(signals.Of("a"), signals.Of("b"));
    }
}
