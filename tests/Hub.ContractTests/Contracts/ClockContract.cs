using Hub.Core.Steps;
using Hub.Core.Stores;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>A clock that was ahead for a moment parks nothing.</summary>
public abstract class ClockContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_accepted_while_it_was_ahead_is_due_at_once(bool isRestarted)
    {
        var id = await AheadAsync(() => PutAsync("k"));
        if (isRestarted)
        {
            await ReopenAsync();
        }

        Assert.True(await Outbox.NextDueAsync(Lane, Ct) <= Now);
        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task The_next_of_a_key_whose_former_ended_while_it_was_ahead_is_due_at_once()
    {
        await PutAsync("k");
        var next = await PutAsync("k");
        var delivery = await ClaimOneAsync();

        await AheadAsync(async () =>
        {
            await SettleAsync(delivery, Done);
            return true;
        });

        Assert.Equal(next, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_dead_letter_retried_while_it_was_ahead_is_due_at_once()
    {
        var id = await PutDeadAsync("k");

        await AheadAsync(() => DeadLetters.RetryAsync(id, Audit("dead-letter.retry"), Ct));

        Assert.Equal(id, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task What_was_rescued_or_given_back_while_it_was_ahead_is_due_at_once()
    {
        await PutAsync("a");
        await PutAsync("b");
        await ClaimAsync(max: 1);
        var notices = (await Outbox.AnnounceAsync(Request(), Ct)).Items;

        await AheadAsync(async () =>
        {
            await Outbox.ReleaseAsync(notices, Now, Ct);
            return await Outbox.RescueAsync(Now, all: false, Ct);
        });

        Assert.Equal(2, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_retry_dated_while_it_was_ahead_is_dated_anew_and_no_other()
    {
        await PutAsync("deferred");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromDays(2), counted: false));
        var id = await PutAsync("retried");
        var delivery = await ClaimOneAsync();
        await AheadAsync(async () =>
        {
            await SettleAsync(delivery, Again(TimeSpan.FromSeconds(5)));
            return true;
        });

        Assert.Empty(await ClaimAsync());
        var claim = await Outbox.ClaimAsync(Request() with { RedateBeyond = Now + TimeSpan.FromHours(8) }, Ct);

        Assert.Equal(id, Assert.Single(claim.Items).Envelope.Id);
    }

    [Fact]
    public async Task A_lease_taken_while_it_was_ahead_ends_within_the_longest_lease()
    {
        await PutAsync("k");
        await AheadAsync(() => ClaimOneAsync());

        Assert.Equal(0, await Outbox.RescueAsync(Now, all: false, Ct));
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await Outbox.RescueAsync(Now, all: false, Ct));
    }

    [Fact]
    public async Task A_timer_finished_while_it_was_ahead_runs_again_at_its_next_time()
    {
        var (runs, timers) = (0, Port<ITimers>());
        var step = new TimerStep("daily", timers, Clock, TimeSpan.FromMinutes(1), now => now + TimeSpan.FromHours(1), _ =>
        {
            runs++;
            return Task.FromResult<string?>(null);
        });
        await step.RunOnceAsync(Ct);
        await AheadAsync(() => step.RunOnceAsync(Ct));
        await step.RunOnceAsync(Ct);
        Clock.Advance(TimeSpan.FromHours(1));
        await step.RunOnceAsync(Ct);

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task What_is_stored_tells_that_it_was_ahead()
    {
        Assert.Null(await Port<IStoreInfo>().LatestAsync(Ct));
        await AheadAsync(() => PutAsync("k"));
        await PutAsync("now");

        Assert.Equal(Now + Year, await Port<IStoreInfo>().LatestAsync(Ct));
    }

    private async Task<T> AheadAsync<T>(Func<Task<T>> act)
    {
        var now = Now;
        Clock.MoveTo(now + Year);
        try
        {
            return await act();
        }
        finally
        {
            Clock.MoveTo(now);
        }
    }
}
