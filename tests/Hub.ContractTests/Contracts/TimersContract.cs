using Hub.Core.Ports;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class TimersContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private ITimers Timers => Port<ITimers>();

    [Fact]
    public async Task A_new_timer_is_due_at_its_first_time()
    {
        var firstAt = Now.AddMinutes(10);

        Assert.Null(await Timers.NextAtAsync("t", Ct));
        Assert.False(await TakeAsync(firstAt));
        Assert.Equal(firstAt, await Timers.NextAtAsync("t", Ct));
        Clock.MoveTo(firstAt);
        Assert.True(await TakeAsync(Now.AddYears(1)));
    }

    [Fact]
    public async Task A_taken_timer_is_nobody_elses_until_it_is_finished()
    {
        Assert.True(await TakeAsync());
        Assert.False(await TakeAsync());

        await Timers.FinishAsync("t", Now.AddHours(1), "12 changes", Ct);

        Assert.False(await TakeAsync());
        Assert.Equal(Now.AddHours(1), await Timers.NextAtAsync("t", Ct));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await TakeAsync());
    }

    [Fact]
    public async Task A_lease_that_ran_out_gives_the_timer_to_the_next()
    {
        await TakeAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await TakeAsync());
    }

    [Fact]
    public async Task A_timer_whose_process_died_is_due_at_the_next_start()
    {
        await TakeAsync();

        await KillAsync();

        Assert.True(await TakeAsync());
    }

    [Fact]
    public async Task A_poke_makes_it_due_at_once()
    {
        await TakeAsync();
        await Timers.FinishAsync("t", Now.AddHours(1), null, Ct);

        await Timers.PokeAsync("t", Now, Ct);

        Assert.Equal(Now, await Timers.NextAtAsync("t", Ct));
        Assert.True(await TakeAsync());
        await Timers.FinishAsync("t", Now.AddHours(1), null, Ct);
        Assert.False(await TakeAsync());
    }

    [Fact]
    public async Task A_poke_during_a_run_is_not_lost()
    {
        await TakeAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Timers.PokeAsync("t", Now, Ct);
        Assert.False(await TakeAsync());

        await Timers.FinishAsync("t", Now.AddHours(1), null, Ct);

        Assert.True(await TakeAsync());
    }

    [Fact]
    public async Task A_timer_not_known_yet_can_be_poked()
    {
        await Timers.PokeAsync("t", Now, Ct);

        Assert.True(await TakeAsync(Now.AddDays(1)));
    }

    [Fact]
    public async Task Timers_do_not_see_each_other_and_outlive_a_restart()
    {
        await TakeAsync();
        await Timers.FinishAsync("t", Now.AddHours(1), "ok", Ct);
        await ReopenAsync();

        Assert.Equal(Now.AddHours(1), await Timers.NextAtAsync("t", Ct));
        Assert.True(await Timers.TryTakeAsync("other", Now, Now.AddMinutes(5), Now, Ct));
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => TakeAsync())));

        Assert.Single(taken, isTaken => isTaken);
    }

    private Task<bool> TakeAsync(DateTimeOffset? firstAt = null) =>
        Timers.TryTakeAsync("t", Now, Now.AddMinutes(5), firstAt ?? Now, Ct);
}
