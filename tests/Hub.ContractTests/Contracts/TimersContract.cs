using Hub.Core.Steps;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class TimersContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private long? _token;

    private ITimers Timers => Port<ITimers>();

    [Fact]
    public async Task A_new_timer_is_due_at_its_first_time()
    {
        var firstAt = Now.AddMinutes(10);

        Assert.Null(await Timers.NextAtAsync("t", Ct));
        Assert.Null(await TakeAsync(firstAt));
        Assert.Equal(firstAt, await Timers.NextAtAsync("t", Ct));
        Clock.MoveTo(firstAt);
        Assert.NotNull(await TakeAsync(Now.AddYears(1)));
    }

    [Fact]
    public async Task A_taken_timer_is_nobody_elses_until_it_is_finished()
    {
        Assert.NotNull(await TakeAsync());
        Assert.Null(await TakeAsync());

        await FinishAsync(Now.AddHours(1), "12 changes");

        Assert.Null(await TakeAsync());
        Assert.Equal(Now.AddHours(1), await Timers.NextAtAsync("t", Ct));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await TakeAsync());
    }

    [Fact]
    public async Task A_lease_that_ran_out_gives_the_timer_to_the_next()
    {
        await TakeAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.NotNull(await TakeAsync());
    }

    [Fact]
    public async Task A_timer_whose_process_died_is_due_at_the_next_start()
    {
        await TakeAsync();

        await KillAsync();

        Assert.NotNull(await TakeAsync());
    }

    [Fact]
    public async Task A_poke_makes_it_due_at_once()
    {
        await TakeAsync();
        await FinishAsync(Now.AddHours(1), null);

        await Timers.PokeAsync("t", Now, Ct);

        Assert.Equal(Now, await Timers.NextAtAsync("t", Ct));
        Assert.NotNull(await TakeAsync());
        await FinishAsync(Now.AddHours(1), null);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task A_poke_during_a_run_is_not_lost()
    {
        await TakeAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Timers.PokeAsync("t", Now, Ct);
        Assert.Null(await TakeAsync());

        await FinishAsync(Now.AddHours(1), null);

        Assert.NotNull(await TakeAsync());
    }

    [Fact]
    public async Task A_timer_not_known_yet_can_be_poked()
    {
        await Timers.PokeAsync("t", Now, Ct);

        Assert.NotNull(await TakeAsync(Now.AddDays(1)));
    }

    [Fact]
    public async Task Timers_do_not_see_each_other_and_outlive_a_restart()
    {
        await TakeAsync();
        await FinishAsync(Now.AddHours(1), "ok");
        await ReopenAsync();

        Assert.Equal(Now.AddHours(1), await Timers.NextAtAsync("t", Ct));
        Assert.NotNull(await Timers.TryTakeAsync("other", Now, Now.AddMinutes(5), Now, Ct));
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_it()
    {
        Assert.Null(await Timers.NextAtAsync("t", Ct));

        var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => TakeAsync())));

        Assert.Single(taken, token => token is not null);
    }

    [Fact]
    public async Task Whoever_lost_the_timer_meanwhile_cannot_finish_it()
    {
        await TakeAsync();
        var lost = _token;
        Clock.Advance(TimeSpan.FromMinutes(5));
        await TakeAsync();

        await Timers.FinishAsync("t", lost!.Value, Now.AddHours(1), "late", Ct);

        Assert.Null(await TakeAsync());
        await FinishAsync(Now.AddHours(2), "ok");
        Assert.Equal(Now.AddHours(2), await Timers.NextAtAsync("t", Ct));
    }

    private async Task<long?> TakeAsync(DateTimeOffset? firstAt = null)
    {
        var token = await Timers.TryTakeAsync("t", Now, Now.AddMinutes(5), firstAt ?? Now, Ct);
        _token = token ?? _token;
        return token;
    }

    private Task FinishAsync(DateTimeOffset nextAt, string? result) => Timers.FinishAsync("t", _token!.Value, nextAt, result, Ct);
}
