using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class RedrivesContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly DeadLetterFilter Refused = new(Code: "http-422");

    private IRedrives Redrives => Port<IRedrives>();

    [Fact]
    public async Task A_plan_counts_what_matches_and_retries_nothing()
    {
        await PutDeadAsync("a");
        await PutDeadAsync("b");
        await PutDeadAsync("c", "attempts-exhausted");

        var plan = await PlanAsync();
        await ReopenAsync();

        Assert.Equal(("planned", 2, 0, 0, 0), Figures(plan));
        Assert.Equal((2.5, "op-lan", Now, null), (plan.RatePerSecond, plan.PlannedBy, plan.PlannedAt, plan.StopReason));
        Assert.Equal(plan, await Redrives.FindAsync(plan.Id, Ct));
        Assert.Equal("http-422", plan.Filter.Code);
        Assert.Empty(await ClaimAsync());
        Assert.Empty(await Redrives.RunningAsync(Ct));
        var line = Assert.Single(await AuditLinesAsync());
        Assert.Equal(("redrive.plan", plan.Id), (line.Entry.Act, line.Entry.Target));
        Assert.Null(await Redrives.FindAsync("nobody", Ct));
    }

    [Fact]
    public async Task Only_a_planned_one_starts_and_only_a_running_one_releases()
    {
        await PutDeadAsync("a");
        var plan = await PlanAsync();

        Assert.Equal(plan, await Redrives.AdvanceAsync(plan.Id, 10, Now, Ct));
        Assert.True(await Redrives.StartAsync(plan.Id, Audit("redrive.start"), Ct));
        Assert.False(await Redrives.StartAsync(plan.Id, Audit("redrive.start"), Ct));
        Assert.False(await Redrives.StartAsync("nobody", Audit("redrive.start"), Ct));

        Assert.Equal(plan.Id, Assert.Single(await Redrives.RunningAsync(Ct)).Id);
        Assert.Equal(["redrive.plan", "redrive.start"], (await AuditLinesAsync()).Select(l => l.Entry.Act));
    }

    [Fact]
    public async Task Dead_letters_are_released_oldest_first_so_many_a_step()
    {
        EnvelopeId[] ids = [await PutDeadAsync("a"), await PutDeadAsync("b"), await PutDeadAsync("c")];
        var id = await StartedAsync();

        Assert.Equal(("running", 3, 2, 0, 0), Figures(await Redrives.AdvanceAsync(id, 2, Now, Ct)));

        var claimed = await ClaimAsync();
        Assert.Equal(ids[..2].Order(Comparer), claimed.Select(d => d.Envelope.Id).Order(Comparer));
        Assert.All(claimed, d => Assert.Equal(0, d.Attempts));
        Assert.Equal(EnvelopeState.Dead, (await FindAsync(ids[2])).State);
        Assert.Equal(("running", 3, 3, 0, 0), Figures(await Redrives.AdvanceAsync(id, 2, Now, Ct)));
        Assert.Equal(ids[2], (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task What_became_of_the_released_is_counted_and_the_end_is_reached_when_all_are_settled()
    {
        foreach (var key in (string[])["a", "b", "c"])
        {
            await PutDeadAsync(key);
        }

        var id = await StartedAsync();
        await Redrives.AdvanceAsync(id, 3, Now, Ct);
        var claimed = await ClaimAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync(claimed[0], Done);
        await SettleAsync(claimed[1], Dead());
        Assert.Equal(("running", 3, 3, 1, 1), Figures((await Redrives.FindAsync(id, Ct))!));

        Assert.Equal(("running", 3, 3, 1, 1), Figures(await Redrives.AdvanceAsync(id, 3, Now, Ct)));
        await SettleAsync(claimed[2], Dead());
        Assert.Equal(("done", 3, 3, 1, 2), Figures(await Redrives.AdvanceAsync(id, 3, Now, Ct)));
        Assert.Empty(await Redrives.RunningAsync(Ct));
        Assert.False(await Redrives.StopAsync(id, "late", Audit(), Ct));
    }

    [Fact]
    public async Task One_that_failed_again_is_not_released_a_second_time_and_its_later_fate_does_not_change_that_it_failed()
    {
        var envelope = await PutDeadAsync("a");
        var id = await StartedAsync();
        await Redrives.AdvanceAsync(id, 10, Now, Ct);
        await SettleAsync(await ClaimOneAsync(), Dead());

        var after = await Redrives.AdvanceAsync(id, 10, Now, Ct);
        await DeadLetters.DiscardAsync(envelope, "", Audit(), Ct);

        Assert.Equal(("done", 1, 1, 0, 1), Figures(after));
        Assert.Equal(("done", 1, 1, 0, 1), Figures((await Redrives.FindAsync(id, Ct))!));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task What_died_after_the_plan_is_left_alone()
    {
        await PutDeadAsync("a");
        var slow = await PutAsync("slow");
        var delivery = await ClaimOneAsync();
        var plan = await PlanAsync();
        await Redrives.StartAsync(plan.Id, Audit(), Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync(delivery, Dead());
        await PutDeadAsync("new");

        var after = await Redrives.AdvanceAsync(plan.Id, 10, Now, Ct);

        Assert.Equal(1, after.Released);
        Assert.Equal(EnvelopeState.Dead, (await FindAsync(slow)).State);
    }

    [Fact]
    public async Task What_a_person_decided_meanwhile_is_left_alone()
    {
        var discarded = await PutDeadAsync("discarded");
        var skipped = await PutDeadAsync("skipped");
        await PutDeadAsync("left");
        var id = await StartedAsync();
        await DeadLetters.DiscardAsync(discarded, "", Audit(), Ct);
        await DeadLetters.SkipAsync(skipped, "", Audit(), Ct);

        Assert.Equal(("running", 3, 1, 0, 0), Figures(await Redrives.AdvanceAsync(id, 10, Now, Ct)));
        Assert.Equal("left", (await ClaimOneAsync()).Envelope.Key);
    }

    [Fact]
    public async Task What_was_set_aside_is_meant_only_when_the_filter_says_so()
    {
        var skipped = await PutDeadAsync("skipped");
        await DeadLetters.SkipAsync(skipped, "", Audit(), Ct);

        Assert.Equal(0, (await PlanAsync()).Planned);
        var plan = await Redrives.PlanAsync(Refused with { State = EnvelopeState.Skipped }, 1, Audit(), Ct);
        Assert.Equal(1, plan.Planned);
        await Redrives.StartAsync(plan.Id, Audit(), Ct);
        await Redrives.AdvanceAsync(plan.Id, 10, Now, Ct);
        Assert.Equal(skipped, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_stopped_one_releases_nothing_more_and_says_why()
    {
        await PutDeadAsync("a");
        await PutDeadAsync("b");
        var id = await StartedAsync();
        await Redrives.AdvanceAsync(id, 1, Now, Ct);

        Assert.True(await Redrives.StopAsync(id, "most fail again", Audit("redrive.stop", "hub"), Ct));
        Assert.False(await Redrives.StopAsync(id, "again", Audit("redrive.stop", "hub"), Ct));
        Assert.False(await Redrives.StopAsync("nobody", "", Audit(), Ct));

        var stopped = await Redrives.AdvanceAsync(id, 10, Now, Ct);
        Assert.Equal(("stopped", 2, 1, 0, 0), Figures(stopped));
        Assert.Equal("most fail again", stopped.StopReason);
        Assert.Single(await ClaimAsync());
        Assert.Empty(await Redrives.RunningAsync(Ct));
        Assert.Equal("redrive.stop", (await AuditLinesAsync())[^1].Entry.Act);
    }

    [Fact]
    public async Task A_plan_can_be_called_off()
    {
        var plan = await PlanAsync();

        Assert.True(await Redrives.StopAsync(plan.Id, "changed my mind", Audit(), Ct));
        Assert.False(await Redrives.StartAsync(plan.Id, Audit(), Ct));
    }

    [Fact]
    public async Task A_running_one_goes_on_after_a_restart_where_it_was()
    {
        await PutDeadAsync("a");
        await PutDeadAsync("b");
        var id = await StartedAsync();
        await Redrives.AdvanceAsync(id, 1, Now, Ct);
        await SettleAsync(await ClaimOneAsync(), Done);

        await KillAsync();

        Assert.Equal(id, Assert.Single(await Redrives.RunningAsync(Ct)).Id);
        Assert.Equal(("running", 2, 2, 1, 0), Figures(await Redrives.AdvanceAsync(id, 10, Now, Ct)));
        await SettleAsync(await ClaimOneAsync(), Done);
        Assert.Equal(("done", 2, 2, 2, 0), Figures(await Redrives.AdvanceAsync(id, 10, Now, Ct)));
    }

    [Fact]
    public async Task A_redrive_that_nobody_planned_cannot_advance() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Redrives.AdvanceAsync("nobody", 1, Now, Ct));

    private static Comparer<EnvelopeId> Comparer { get; } = Comparer<EnvelopeId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static (string State, long Planned, long Released, long Succeeded, long FailedAgain) Figures(Redrive r) =>
        (r.State, r.Planned, r.Released, r.Succeeded, r.FailedAgain);

    private Task<Redrive> PlanAsync() => Redrives.PlanAsync(Refused, 2.5, Audit("redrive.plan"), Ct);

    private async Task<string> StartedAsync()
    {
        var plan = await PlanAsync();
        await Redrives.StartAsync(plan.Id, Audit(), Ct);
        return plan.Id;
    }
}
