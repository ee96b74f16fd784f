using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class RecoverabilityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ProbeAt = Now + TimeSpan.FromSeconds(17);
    private static readonly RetryLadder Ladder = new([TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)], new Still());

    private static Fate Decide(Outcome outcome, int attempts = 0, bool isOutage = false, DateTimeOffset? retryAt = null) =>
        Recoverability.Decide(outcome, attempts, Ladder, Now, isOutage, retryAt ?? ProbeAt);

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, false)]
    [InlineData(0, true)]
    public void Done_is_complete(int attempts, bool isOutage) => Assert.Equal(new Fate.Complete(), Decide(new Outcome.Done(), attempts, isOutage));

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, false)]
    [InlineData(99, true)]
    public void Reject_is_dead_at_once_with_its_own_code(int attempts, bool isOutage) =>
        Assert.Equal(new Fate.Dead("http-422", "no"), Decide(new Outcome.Reject("http-422", "no"), attempts, isOutage));

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, false)]
    [InlineData(99, true)]
    public void Defer_burns_nothing_even_at_the_ladders_end(int attempts, bool isOutage) =>
        Assert.Equal(
            new Fate.Again(Now + TimeSpan.FromDays(2), Counted: false, Doubtful: false),
            Decide(new Outcome.Defer("night", Now + TimeSpan.FromDays(2)), attempts, isOutage));

    [Fact]
    public void A_doubtful_deferral_keeps_its_doubt() =>
        Assert.Equal(new Fate.Again(Now, false, Doubtful: true), Decide(new Outcome.Defer("ask again", Now, Doubtful: true)));

    [Fact]
    public void A_deferral_into_the_past_means_now() =>
        Assert.Equal(new Fate.Again(Now, false, false), Decide(new Outcome.Defer("late", Now - TimeSpan.FromDays(1))));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 60)]
    public void A_retry_takes_the_ladders_next_step(int attempts, int seconds) =>
        Assert.Equal(new Fate.Again(Now + TimeSpan.FromSeconds(seconds), true, false), Decide(new Outcome.Retry("busy"), attempts));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Past_the_ladder_a_retry_is_dead_and_keeps_its_doubt(bool isDoubtful) =>
        Assert.Equal(new Fate.Dead(ReasonCodes.AttemptsExhausted, "busy", isDoubtful), Decide(new Outcome.Retry("busy", Doubtful: isDoubtful), 2));

    [Theory]
    [InlineData(5, 10)]
    [InlineData(-5, 10)]
    [InlineData(300, 300)]
    [InlineData(86_400, 86_400)]
    [InlineData(90_000, 86_400)]
    public void The_later_of_the_partners_wish_and_the_ladder_counts_up_to_a_day(int wish, int seconds) =>
        Assert.Equal(
            new Fate.Again(Now + TimeSpan.FromSeconds(seconds), true, false),
            Decide(new Outcome.Retry("busy", After: TimeSpan.FromSeconds(wish))));

    [Fact]
    public void A_ladder_slower_than_a_day_is_not_hurried_by_a_wish()
    {
        var slow = new RetryLadder([TimeSpan.FromHours(30)], new Still());
        var fate = Recoverability.Decide(new Outcome.Retry("busy", After: TimeSpan.FromHours(40)), 0, slow, Now, false, ProbeAt);
        Assert.Equal(new Fate.Again(Now + TimeSpan.FromHours(30), true, false), fate);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(99, true)]
    public void In_an_outage_the_partners_fault_charges_nobody(int attempts, bool isDoubtful) =>
        Assert.Equal(
            new Fate.Again(ProbeAt, false, isDoubtful),
            Decide(new Outcome.Retry("503", PartnerDown: true, Doubtful: isDoubtful), attempts, isOutage: true));

    [Fact]
    public void In_an_outage_the_next_time_is_never_in_the_past() =>
        Assert.Equal(new Fate.Again(Now, false, false), Decide(new Outcome.Retry("503", PartnerDown: true), 0, true, Now - TimeSpan.FromHours(1)));

    [Fact]
    public void In_an_outage_the_messages_own_fault_is_charged_as_ever()
    {
        Assert.Equal(new Fate.Again(Now + TimeSpan.FromSeconds(10), true, true), Decide(new Outcome.Retry("bug", Doubtful: true), 0, isOutage: true));
        Assert.IsType<Fate.Dead>(Decide(new Outcome.Retry("bug"), 2, isOutage: true));
    }

    [Fact]
    public void Without_an_outage_the_partners_fault_is_charged() =>
        Assert.Equal(new Fate.Again(Now + TimeSpan.FromSeconds(10), true, true), Decide(new Outcome.Retry("503", PartnerDown: true, Doubtful: true)));

    /// <summary>No jitter.</summary>
    private sealed class Still : Random
    {
        public override double NextDouble() => 0;
    }
}
