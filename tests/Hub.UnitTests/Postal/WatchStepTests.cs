using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

public sealed class WatchStepTests
{
    private readonly PostScene _scene = new();

    [Fact]
    public async Task A_parcel_silent_for_its_working_days_is_a_task_and_an_exception()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = InTransit, WatchAt = _scene.Watch.After(InTransit, _scene.Clock.Now) });

        // Monday and three working days.
        _scene.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        Assert.Empty(_scene.Tasks.All);

        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);

        Assert.Equal((PostalTaskKinds.ParcelSilent, PostScene.Pickup, "vnpost"), (Assert.Single(_scene.Tasks.Open).Kind, _scene.Tasks.All[0].Subject, _scene.Tasks.All[0].Operator));
        Assert.Equal([PostalTaskKinds.ParcelSilent], _scene.Exceptions);
    }

    [Fact]
    public async Task A_weekend_is_not_silence()
    {
        _scene.Clock.Advance(TimeSpan.FromDays(4));
        _scene.Consignments.Put(_scene.Booked());

        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        Assert.Empty(_scene.Tasks.All);

        _scene.Clock.Advance(TimeSpan.FromDays(1));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        Assert.Single(_scene.Tasks.Open);
    }

    [Fact]
    public async Task News_ends_the_task_and_begins_the_watch_anew()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Clock.Advance(TimeSpan.FromDays(2));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        Assert.Single(_scene.Tasks.Open);

        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None);

        Assert.Empty(_scene.Tasks.Open);
        Assert.Equal(_scene.Watch.After(PickedUp, _scene.Clock.Now), _scene.Consignments.Get(PostScene.Pickup).WatchAt);
    }

    [Fact]
    public async Task A_scan_over_again_is_news_and_old_news_is_none()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Clock.Advance(TimeSpan.FromDays(1));
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Booked, TimeSpan.FromDays(-3), "old")], null, CancellationToken.None);
        Assert.Equal(_scene.Booked().WatchAt!.Value - TimeSpan.FromDays(1), _scene.Consignments.Get(PostScene.Pickup).WatchAt);

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Booked, key: "again")], null, CancellationToken.None);

        Assert.Equal(_scene.Watch.After(Booked, _scene.Clock.Now), _scene.Consignments.Get(PostScene.Pickup).WatchAt);
    }

    [Fact]
    public async Task A_silent_parcel_whose_task_was_ended_without_news_comes_back()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Clock.Advance(TimeSpan.FromDays(2));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        _scene.Tasks.End(new(PostalTaskKinds.ParcelSilent, PostScene.Pickup, _scene.Clock.Now, "k-1", "asked"));

        _scene.Clock.Advance(TimeSpan.FromDays(2));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);

        Assert.Single(_scene.Tasks.Open);
        Assert.Equal(2, _scene.Exceptions.Count());
    }

    [Theory]
    [InlineData(Lost, 5, PostalTaskKinds.ParcelLost, PostalTaskKinds.ParcelLostOverdue)]
    [InlineData(Returned, 3, PostalTaskKinds.ParcelReturned, PostalTaskKinds.ParcelReturnOverdue)]
    public async Task A_deadline_that_passes_is_a_task_of_the_centre_unless_it_was_settled(ConsignmentState state, int days, string task, string overdue)
    {
        _scene.Consignments.Put(_scene.Booked());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(state)], null, CancellationToken.None);
        Assert.Equal(task, Assert.Single(_scene.Tasks.Open).Kind);

        // A week has five working days.
        _scene.Clock.Advance(TimeSpan.FromDays(days == 5 ? 7 : days));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);

        Assert.Equal([overdue, task], _scene.Tasks.Open.Select(open => open.Kind).Order(StringComparer.Ordinal).Reverse().Order(StringComparer.Ordinal).OrderBy(kind => kind != overdue));
        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).WatchAt);
    }

    [Fact]
    public async Task A_return_that_somebody_settled_in_time_is_not_overdue()
    {
        _scene.Consignments.Put(_scene.Booked());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Returned)], null, CancellationToken.None);
        _scene.Tasks.End(new(PostalTaskKinds.ParcelReturned, PostScene.Pickup, _scene.Clock.Now, "k-1", "fetched"));

        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);

        Assert.Empty(_scene.Tasks.Open);
        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).WatchAt);
    }

    [Fact]
    public async Task Of_two_of_a_dossier_only_the_one_that_nobody_settled_is_overdue()
    {
        const string other = PostScene.Dossier + "-P2";
        _scene.Consignments.Put(_scene.Booked());
        _scene.Consignments.Put(_scene.Booked(other));
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Returned), _scene.EventOf(Returned, key: "b", number: other)], null, CancellationToken.None);
        _scene.Tasks.End(new(PostalTaskKinds.ParcelReturned, PostScene.Pickup, _scene.Clock.Now, "k-1", "fetched"));

        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);

        Assert.Equal([other], _scene.Tasks.Open.Where(task => task.Kind == PostalTaskKinds.ParcelReturnOverdue).Select(task => task.Subject));
    }

    [Fact]
    public async Task A_full_batch_is_followed_at_once_unless_every_commit_was_refused()
    {
        for (var i = 0; i < 110; i++)
        {
            _scene.Consignments.Put(_scene.Booked($"{PostScene.Dossier}-P{i + 1}") with { WatchAt = _scene.Clock.Now });
        }

        _scene.Consignments.Refuse = 100;
        Assert.Equal(_scene.Clock.Now + _scene.Options.WatchEvery, await _scene.WatchStep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(_scene.Clock.Now, await _scene.WatchStep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(_scene.Clock.Now + _scene.Options.WatchEvery, await _scene.WatchStep.RunOnceAsync(CancellationToken.None));
        Assert.Equal(110, _scene.Tasks.Open.Count());
    }
}
