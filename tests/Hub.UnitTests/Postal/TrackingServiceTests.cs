using System.Diagnostics.Metrics;
using Hub.Core.Inbox;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

public sealed class TrackingServiceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PostScene _scene = new();

    [Fact]
    public async Task A_page_moves_its_consignments_and_its_cursor_in_one_commit()
    {
        _scene.Consignments.Put(_scene.Booked());
        var cursor = new CursorMove("vnpost", null, "c-1");

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp), _scene.EventOf(InTransit, ConsignmentMoves.Ahead)], cursor, CancellationToken.None);

        Assert.Equal((true, 2, 1), (applied.IsWritten, applied.Moved, _scene.Consignments.Commits));
        Assert.Equal(InTransit, _scene.Consignments.Get(PostScene.Pickup).State);
        Assert.Equal("c-1", await _scene.Consignments.CursorAsync("vnpost", CancellationToken.None));
        Assert.Equal([PostalEventTypes.StatusChanged, PostalEventTypes.StatusChanged], _scene.Consignments.Events.Select(e => e.Event.Type));
    }

    [Fact]
    public async Task The_same_page_again_is_known_and_writes_nothing()
    {
        _scene.Consignments.Put(_scene.Booked());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None);

        var again = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None);

        Assert.Equal((true, 1, false, 1), (again.IsWritten, again.Known, again.IsNews, _scene.Consignments.Commits));
    }

    [Fact]
    public async Task A_page_whose_cursor_another_moved_is_given_up()
    {
        _scene.Consignments.Put(_scene.Booked());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], new CursorMove("vnpost", null, "c-1"), CancellationToken.None);

        var late = await _scene.Tracking.ApplyAsync([_scene.EventOf(InTransit, Hour)], new CursorMove("vnpost", null, "c-2"), CancellationToken.None);

        Assert.False(late.IsWritten);
        Assert.Equal(PickedUp, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task What_another_changed_meanwhile_is_read_and_judged_anew()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Consignments.Meanwhile = () => _scene.Consignments.Put(_scene.Booked() with { State = Delivered, WatchAt = null, Version = 2 });

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None);

        Assert.Equal((0, 1), (applied.Moved, applied.Late));
        Assert.Equal(Delivered, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_store_that_refuses_for_ever_is_not_asked_for_ever()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Consignments.Refuse = 1000;

        Assert.False((await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None)).IsWritten);
    }

    [Fact]
    public async Task An_order_that_is_not_ours_is_kept_and_troubles_nobody()
    {
        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, number: "X-1")], null, CancellationToken.None);

        Assert.Equal(1, applied.Strangers);
        Assert.Equal(("X-1", MoveVerdict.Unplaced), (Assert.Single(_scene.Consignments.Records).Number, _scene.Consignments.Records[0].Verdict));
        Assert.Empty(_scene.Tasks.All);
    }

    [Fact]
    public async Task An_unknown_code_is_kept_raw_alerts_once_and_changes_nothing()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.Consignments.Put(_scene.Booked(PostScene.Dossier + "-P2"));

        await _scene.Tracking.ApplyAsync([_scene.EventOf(null, key: "a", isKnown: false)], null, CancellationToken.None);
        await _scene.Tracking.ApplyAsync([_scene.EventOf(null, Hour, "b", PostScene.Dossier + "-P2", isKnown: false)], null, CancellationToken.None);

        Assert.Equal("vnpost/77", Assert.Single(_scene.Tasks.All).Subject);
        Assert.Equal([PostalTaskKinds.StatusUnknown], _scene.Exceptions);
        Assert.Equal(2, _scene.Consignments.Records.Count);
        Assert.Equal(_scene.Booked(), _scene.Consignments.Get(PostScene.Pickup));
    }

    [Fact]
    public async Task Unknown_codes_are_counted_by_operator_once_they_are_kept()
    {
        _scene.Consignments.Put(_scene.Booked());
        var counted = new List<(long Events, string? Operator)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "hub.post.unknown.codes")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, events, tags, _) =>
        {
            // Other tests count at the same time.
            if (tags[0].Value as string is "counted" and var carrier)
            {
                counted.Add((events, carrier));
            }
        });
        listener.Start();
        var events = new[] { _scene.EventOf(null, key: "a", source: "counted/feed", isKnown: false), _scene.EventOf(null, key: "b", source: "counted/feed", isKnown: false), _scene.EventOf(PickedUp) };

        _scene.Consignments.Refuse = 1;
        await _scene.Tracking.ApplyAsync(events, null, CancellationToken.None);
        await _scene.Tracking.ApplyAsync(events, null, CancellationToken.None);

        Assert.Equal([(2, "counted")], counted);
    }

    [Fact]
    public async Task A_contradiction_is_kept_alerts_once_and_changes_nothing()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Delivered, WatchAt = null });

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Returned, key: "a"), _scene.EventOf(Returned, ConsignmentMoves.Ahead, "b")], null, CancellationToken.None);

        Assert.Equal(Delivered, _scene.Consignments.Get(PostScene.Pickup).State);
        Assert.Equal(PostalTaskKinds.ParcelConflict, Assert.Single(_scene.Tasks.All).Kind);
        Assert.Equal([PostalTaskKinds.ParcelConflict], _scene.Exceptions);
    }

    [Fact]
    public async Task Another_operator_than_the_one_that_carries_it_is_contradicted()
    {
        _scene.Consignments.Put(_scene.Booked());

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp, source: "swift/feed")], null, CancellationToken.None);

        Assert.Equal((1, Booked), (applied.Conflicts, _scene.Consignments.Get(PostScene.Pickup).State));
    }

    [Fact]
    public async Task A_tracking_event_proves_a_doubtful_booking()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, BookedAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) });

        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp) with { Waybill = "CN202611218VN" }], null, CancellationToken.None);

        var found = _scene.Consignments.Get(PostScene.Pickup);
        Assert.Equal((PickedUp, "CN202611218VN", null), (found.State, found.Waybill, found.Booking));
        Assert.NotNull(found.BookedAt);
        Assert.Equal([PostalEventTypes.Booked, PostalEventTypes.StatusChanged], _scene.Consignments.Events.Select(e => e.Event.Type));
    }

    [Fact]
    public async Task A_tracking_event_of_an_order_that_nobody_booked_is_a_contradiction()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, BookedAt = null });

        Assert.Equal(1, (await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp)], null, CancellationToken.None)).Conflicts);
    }

    [Fact]
    public async Task A_waybill_that_another_bears_is_not_taken_over_and_stops_no_page()
    {
        _scene.Consignments.Put(_scene.Booked() with { Waybill = "CN202611218VN" });
        _scene.Consignments.Put(_scene.Booked(PostScene.Dossier + "-P2"));

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp, number: PostScene.Dossier + "-P2") with { Waybill = "CN202611218VN" }], null, CancellationToken.None);

        Assert.True(applied.IsWritten);
        Assert.Equal((PickedUp, null), (_scene.Consignments.Get(PostScene.Dossier + "-P2").State, _scene.Consignments.Get(PostScene.Dossier + "-P2").Waybill));
    }

    [Fact]
    public async Task Of_two_consignments_told_with_one_waybill_the_first_bears_it()
    {
        const string other = PostScene.Dossier + "-P2";
        _scene.Consignments.Put(_scene.Booked());
        _scene.Consignments.Put(_scene.Booked(other));

        var applied = await _scene.Tracking.ApplyAsync(
            [_scene.EventOf(PickedUp) with { Waybill = "CN202611218VN" }, _scene.EventOf(PickedUp, Hour, "b", other) with { Waybill = "CN202611218VN" }], null, CancellationToken.None);

        Assert.Equal((true, 2), (applied.IsWritten, applied.Moved));
        Assert.Equal(("CN202611218VN", null), (_scene.Consignments.Get(PostScene.Pickup).Waybill, _scene.Consignments.Get(other).Waybill));
    }

    [Fact]
    public async Task A_page_of_nothing_moves_the_cursor_all_the_same()
    {
        await _scene.Tracking.ApplyAsync([], new CursorMove("vnpost", null, "c-1"), CancellationToken.None);

        Assert.Equal("c-1", await _scene.Consignments.CursorAsync("vnpost", CancellationToken.None));
    }

    [Fact]
    public async Task A_page_that_tells_the_later_first_loses_nothing_of_the_way()
    {
        _scene.Consignments.Put(_scene.Booked() with { StateAt = _scene.Clock.Now - (4 * Hour) });

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(InTransit, -Hour), _scene.EventOf(PickedUp, -2 * Hour), _scene.EventOf(PickupAssigned, -3 * Hour)], null, CancellationToken.None);

        Assert.Equal((3, 0), (applied.Moved, applied.Late));
        Assert.Equal([PickupAssigned, PickedUp, InTransit], _scene.Consignments.Records.Select(record => record.State!.Value));
    }

    [Fact]
    public async Task What_a_page_tells_twice_is_judged_once()
    {
        _scene.Consignments.Put(_scene.Booked());

        var applied = await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp), _scene.EventOf(PickedUp)], null, CancellationToken.None);

        Assert.Equal((1, 1, 0), (applied.Moved, applied.Known, applied.Repeated));
        Assert.Single(_scene.Consignments.Records);
    }

    [Fact]
    public async Task What_was_lost_and_found_within_a_page_leaves_no_task()
    {
        _scene.Consignments.Put(_scene.Booked());

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered, ConsignmentMoves.Ahead), _scene.EventOf(Lost)], null, CancellationToken.None);

        Assert.Equal(Delivered, _scene.Consignments.Get(PostScene.Pickup).State);
        Assert.Empty(_scene.Tasks.Open);
    }

    [Fact]
    public async Task A_wrong_check_digit_is_noted_and_taken()
    {
        _scene.Consignments.Put(_scene.Booked());

        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp) with { Waybill = "CN202611219VN" }], null, CancellationToken.None);

        Assert.Equal("CN202611219VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);
        Assert.Contains(_scene.Consignments.Records, record => record.Code == "s10-check-digit");
    }

    [Fact]
    public async Task A_tracking_event_from_the_future_is_judged_as_of_now()
    {
        _scene.Consignments.Put(_scene.Booked());

        await _scene.Tracking.ApplyAsync([_scene.EventOf(PickedUp, TimeSpan.FromDays(4000))], null, CancellationToken.None);
        _scene.Clock.Advance(Hour);
        await _scene.Tracking.ApplyAsync([_scene.EventOf(InTransit)], null, CancellationToken.None);

        Assert.Equal(InTransit, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_failure_bears_its_reason_until_it_is_mended()
    {
        _scene.Consignments.Put(_scene.Booked());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(DeliveryFailed) with { Reason = "not-at-home" }], null, CancellationToken.None);
        Assert.Equal("not-at-home", _scene.Consignments.Get(PostScene.Pickup).Reason);

        _scene.Clock.Advance(Hour);
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered)], null, CancellationToken.None);

        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).Reason);
    }

    [Fact]
    public async Task A_lost_parcel_is_the_operators_task_until_it_is_found()
    {
        _scene.Consignments.Put(_scene.Booked());

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Lost)], null, CancellationToken.None);
        var task = Assert.Single(_scene.Tasks.Open);
        Assert.Equal((PostalTaskKinds.ParcelLost, "postal-operator", "vnpost"), (task.Kind, task.Owner, task.Operator));
        Assert.Equal(_scene.Consignments.Get(PostScene.Pickup).WatchAt, task.DueAt);

        _scene.Clock.Advance(Hour);
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered)], null, CancellationToken.None);
        Assert.Empty(_scene.Tasks.Open);
    }
}
