using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class BreakerTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LaneOptions Options = new() { BreakerThreshold = 3, ProbeEvery = TimeSpan.FromSeconds(2), ProbeCeiling = TimeSpan.FromSeconds(10) };
    private readonly Breaker _breaker = new(new LaneRow { Lane = "portal" }, Options);

    private static EnvelopeId Id(int n) => new(new Guid(n, 0, 0, new byte[8]));

    [Fact]
    public void It_opens_when_enough_different_keys_fail_in_a_row()
    {
        Assert.False(_breaker.Failed(Id(1), "a", "503", T0));
        Assert.False(_breaker.Failed(Id(2), "b", "503", T0));
        Assert.True(_breaker.Failed(Id(3), "c", "504", T0));

        Assert.Equal((BreakerState.Open, "504", T0, T0 + Options.ProbeEvery, 0),
            (_breaker.Row.Breaker, _breaker.Row.BreakerReason, _breaker.Row.OpenSince, _breaker.Row.ProbeAt, _breaker.Row.ProbesFailed));
    }

    [Fact]
    public void One_key_alone_never_opens_it()
    {
        for (var n = 0; n < 100; n++)
        {
            Assert.False(_breaker.Failed(Id(n), "poison", "503", T0));
        }

        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void Two_keys_that_fail_again_with_no_answer_to_anyone_between_open_it()
    {
        Assert.False(_breaker.Failed(Id(1), "a", "503", T0));
        Assert.False(_breaker.Failed(Id(2), "b", "503", T0));
        Assert.True(_breaker.Failed(Id(1), "a", "503", T0));
    }

    [Fact]
    public void A_key_that_fails_again_after_another_was_answered_does_not_open_it()
    {
        _breaker.Failed(Id(1), "a", "503", T0);
        _breaker.Failed(Id(2), "b", "503", T0);
        _breaker.Answered();
        Assert.False(_breaker.Failed(Id(1), "a", "503", T0));
        Assert.False(_breaker.Failed(Id(2), "b", "503", T0));
    }

    [Fact]
    public void An_answer_between_starts_the_count_anew()
    {
        _breaker.Failed(Id(1), "a", "503", T0);
        _breaker.Failed(Id(2), "b", "503", T0);
        Assert.False(_breaker.Answered());
        Assert.False(_breaker.Failed(Id(3), "c", "503", T0));
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void It_wants_a_probe_after_a_failure_and_not_again_too_soon()
    {
        Assert.False(_breaker.WantsProbe(T0));
        _breaker.Failed(Id(1), "a", "503", T0);
        Assert.True(_breaker.WantsProbe(T0));
        _breaker.Probed(T0);
        Assert.False(_breaker.WantsProbe(T0 + Options.ProbeEvery - TimeSpan.FromTicks(1)));
        Assert.True(_breaker.WantsProbe(T0 + Options.ProbeEvery));
        _breaker.Answered();
        Assert.False(_breaker.WantsProbe(T0 + Options.ProbeEvery));
    }

    [Fact]
    public void It_asks_for_no_extra_probe_while_open()
    {
        _breaker.Failed(Id(1), "a", "503", T0);
        _breaker.Open("away", T0);
        Assert.False(_breaker.WantsProbe(T0 + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Pauses_between_probes_double_up_to_the_ceiling()
    {
        _breaker.Open("away", T0);
        var waits = new List<double>();
        for (var n = 0; n < 40; n++)
        {
            _breaker.ProbeFailed("away", T0);
            waits.Add((_breaker.Row.ProbeAt!.Value - T0).TotalSeconds);
        }

        Assert.Equal([4, 8, 10, 10], waits.Take(4));
        Assert.All(waits.Skip(4), wait => Assert.Equal(10, wait));
        Assert.Equal((40, T0), (_breaker.Row.ProbesFailed, _breaker.Row.OpenSince));
    }

    [Fact]
    public void A_trial_that_fails_opens_it_again_with_a_longer_pause()
    {
        _breaker.Open("away", T0);
        _breaker.ProbeSucceeded();
        Assert.Equal(BreakerState.Trial, _breaker.Row.Breaker);
        Assert.False(_breaker.IsClosed);

        Assert.True(_breaker.Failed(Id(1), "a", "503", T0));

        Assert.Equal((BreakerState.Open, T0 + TimeSpan.FromSeconds(4)), (_breaker.Row.Breaker, _breaker.Row.ProbeAt));
    }

    [Fact]
    public void A_late_failure_while_open_changes_nothing()
    {
        _breaker.Open("away", T0);
        var row = _breaker.Row;
        Assert.False(_breaker.Failed(Id(1), "a", "503", T0 + TimeSpan.FromSeconds(1)));
        Assert.Equal(row, _breaker.Row);
    }

    [Theory]
    [InlineData(BreakerState.Open)]
    [InlineData(BreakerState.Trial)]
    public void An_answer_closes_it_and_leaves_no_trace_but_the_pause_of_an_operator(BreakerState state)
    {
        var row = new LaneRow
        {
            Lane = "portal",
            IsPaused = true,
            PausedBy = "op-lan",
            PauseReason = "wish",
            Breaker = state,
            BreakerReason = "away",
            OpenSince = T0,
            ProbeAt = T0,
            ProbesFailed = 3,
        };
        var breaker = new Breaker(row, Options);

        Assert.True(breaker.Answered());

        Assert.Equal(new LaneRow { Lane = "portal", IsPaused = true, PausedBy = "op-lan", PauseReason = "wish" }, breaker.Row);
    }

    [Fact]
    public void Charges_are_kept_until_an_answer_or_a_refund_and_only_of_the_run()
    {
        _breaker.Charge(new Charge(Id(9), 1));
        Assert.Empty(_breaker.Charged);

        _breaker.Failed(Id(1), "a", "503", T0);
        _breaker.Charge(new Charge(Id(1), 1));
        _breaker.Failed(Id(1), "a", "503", T0);
        _breaker.Charge(new Charge(Id(1), 2));
        Assert.Equal([new Charge(Id(1), 1), new Charge(Id(1), 2)], _breaker.Charged);

        _breaker.Refunded();
        Assert.Empty(_breaker.Charged);
        _breaker.Charge(new Charge(Id(1), 1));
        _breaker.Answered();
        Assert.Empty(_breaker.Charged);
    }
}
