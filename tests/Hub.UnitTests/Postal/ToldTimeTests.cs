using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>Times that cannot be read or cannot be true, whoever tells them and whatever they tell of.</summary>
public sealed class ToldTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PostScene _scene = new();

    private Consignment Put(ConsignmentState state = InTransit)
    {
        var put = _scene.Booked() with { State = state, RequestedAt = _scene.Clock.Now - Hour, BookedAt = _scene.Clock.Now - Hour, StateAt = _scene.Clock.Now - Hour };
        _scene.Consignments.Put(put);
        return put;
    }

    private TrackingEvent Untimed(ConsignmentState state, string key) => _scene.EventOf(state, key: key) with { IsTimed = false };

    private Consignment Now => _scene.Consignments.Get(PostScene.Pickup);

    private string TaskSubject => Assert.Single(_scene.Tasks.All, task => task.Kind == PostalTaskKinds.TimeDoubtful).Subject;

    [Theory]
    [InlineData(OutForDelivery)]
    [InlineData(Delivered)]
    [InlineData(Lost)]
    public async Task Without_a_time_it_is_judged_as_of_receipt_and_a_person_told(ConsignmentState told)
    {
        Put();

        await _scene.Tracking.ApplyAsync([Untimed(told, "k-1")], null, default);

        Assert.Equal((told, _scene.Clock.Now), (Now.State, Now.StateAt));
        Assert.Equal("vnpost/unreadable", TaskSubject);
        Assert.Contains(PostalTaskKinds.TimeDoubtful, _scene.Exceptions);
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(9, false)]
    public async Task Ahead_is_judged_as_of_now_and_far_ahead_is_told(int minutes, bool isTold)
    {
        Put();

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, TimeSpan.FromMinutes(minutes))], null, default);

        Assert.Equal((Delivered, _scene.Clock.Now), (Now.State, Now.StateAt));
        Assert.Equal(isTold, _scene.Tasks.All.Any(task => task is { Kind: PostalTaskKinds.TimeDoubtful, Subject: "vnpost/ahead" }));
        Assert.Equal(_scene.Clock.Now.AddMinutes(minutes), _scene.Consignments.Records[^1].At);
    }

    [Fact]
    public async Task An_end_before_the_request_is_kept_and_not_believed()
    {
        Put();

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, -2 * Hour)], null, default);

        Assert.Equal(InTransit, Now.State);
        Assert.Equal(MoveVerdict.Late, Assert.Single(_scene.Consignments.Records).Verdict);
        Assert.Equal(PostScene.Pickup, TaskSubject);
    }

    [Fact]
    public async Task A_move_before_the_request_is_kept_and_told_once_for_the_operator()
    {
        Put(Booked);

        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickupAssigned, -2 * Hour), _scene.EventOf(PickedUp, -1.5 * Hour)], null, default);

        Assert.Equal((Booked, 2), (Now.State, _scene.Consignments.Records.Count));
        Assert.Equal("vnpost/before-request", TaskSubject);
    }

    [Fact]
    public async Task A_clock_slightly_behind_is_no_time_before_the_request()
    {
        _scene.Consignments.Put(_scene.Booked() with { RequestedAt = _scene.Clock.Now });

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, -ConsignmentMoves.Skew)], null, default);

        Assert.Equal(Delivered, Now.State);
        Assert.Empty(_scene.Tasks.All);
    }

    [Fact]
    public async Task A_request_noted_by_a_clock_that_was_ahead_holds_nothing_up()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = InTransit, StateAt = _scene.Clock.Now - Hour, RequestedAt = _scene.Clock.Now.AddDays(3) });

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, -Hour / 2)], null, default);

        Assert.Equal((Delivered, 0), (Now.State, _scene.Tasks.All.Count));
    }

    [Fact]
    public async Task Without_a_request_nothing_is_older_than_a_day_before_the_booking()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = InTransit });

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered) with { At = new DateTimeOffset(1970, 1, 21, 0, 0, 0, TimeSpan.Zero) }], null, default);

        Assert.Equal(InTransit, Now.State);
        Assert.Equal(PostScene.Pickup, TaskSubject);
    }

    [Fact]
    public async Task What_was_told_before_something_of_a_certain_time_moves_nothing_back()
    {
        Put();

        await _scene.Tracking.ApplyAsync([Untimed(DeliveryFailed, "k-1"), _scene.EventOf(OutForDelivery, -Hour / 2)], null, default);

        Assert.Equal((OutForDelivery, _scene.Clock.Now - (Hour / 2)), (Now.State, Now.StateAt));
        Assert.Equal("vnpost/unreadable", TaskSubject);
    }

    [Fact]
    public async Task An_end_without_a_time_counts_whatever_is_told_after_it()
    {
        Put();

        await _scene.Tracking.ApplyAsync([Untimed(Delivered, "k-1"), _scene.EventOf(OutForDelivery, -Hour / 2)], null, default);

        Assert.Equal((Delivered, _scene.Clock.Now), (Now.State, Now.StateAt));
    }

    [Fact]
    public async Task The_same_told_again_later_changes_nothing_and_tells_nobody_again()
    {
        Put();
        await _scene.Tracking.ApplyAsync([Untimed(Delivered, "k-1")], null, default);
        var (before, tasks, events) = (Now, _scene.Tasks.All.Count, _scene.Consignments.Events.Count);
        _scene.Clock.Advance(Hour);

        await _scene.Tracking.ApplyAsync([Untimed(Delivered, "k-1")], null, default);

        Assert.Equal((before, tasks, events), (Now, _scene.Tasks.All.Count, _scene.Consignments.Events.Count));
    }

    [Fact]
    public async Task A_device_whose_clock_is_days_behind_hands_over_as_of_the_receipt()
    {
        _scene.Consignments.Put(Put(OutForDelivery) with { Direction = PostalDirection.Delivery });
        var act = new PostalAct { ActId = "a-1", Kind = ActKind.Delivered, At = _scene.Clock.Now.AddDays(-80), Person = new ActPerson("Nguyễn Văn Demo", "self", IdentityChecked: true, null) };

        await _scene.Acts.DoAsync(new PostalStaff("k-1", "vnpost", null), PostScene.Pickup, act, null, default);

        Assert.Equal((Delivered, _scene.Clock.Now), (Now.State, Now.StateAt));
        Assert.Equal(PostScene.Pickup, TaskSubject);
    }

    [Fact]
    public async Task What_cannot_be_read_at_all_is_kept_and_told_once()
    {
        Put();
        var unreadable = _scene.EventOf(null, key: "k-1", isKnown: false) with { IsReadable = false, Code = "" };

        await _scene.Tracking.ApplyAsync([unreadable, unreadable with { Key = "k-2" }, unreadable with { Key = "k-3", Number = "?" }], null, default);

        Assert.Equal((3, InTransit), (_scene.Consignments.Records.Count, Now.State));
        Assert.Equal((PostalTaskKinds.AnswerUnreadable, "vnpost/tracking"), (Assert.Single(_scene.Tasks.All).Kind, _scene.Tasks.All[0].Subject));
    }
}
