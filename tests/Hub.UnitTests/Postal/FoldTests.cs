using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>One tracking event and one consignment.</summary>
public sealed class FoldTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PostScene _scene = new();

    private Consignment Doubtful => _scene.Booked() with { State = Requested, Operator = null, BookedAt = null, PollAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) };

    [Fact]
    public void An_event_that_proves_a_booking_may_be_dated_before_it()
    {
        var after = Fold(Doubtful, _scene.EventOf(PickedUp, -Hour)).Consignment;

        Assert.Equal((PickedUp, _scene.Clock.Now - Hour, _scene.Clock.Now - Hour), (after.State, after.StateAt, after.BookedAt));
    }

    [Theory]
    [InlineData(PostalDialectNames.MyVnPost, true)]
    [InlineData(PostalDialectNames.Ngsp, false)]
    public void Polling_starts_when_a_booking_is_proved(string dialect, bool isAsked)
    {
        var options = _scene.Options with { Operators = new Dictionary<string, PostalOperatorOptions> { ["vnpost"] = new() { Dialect = dialect, PollEvery = Hour } } };
        var fold = new PostalFold(options, _scene.Watch, new PostalAlerts(new EnvelopeIds(_scene.Clock, new Random(1)), WorkingCalendars.BuiltIn));

        Assert.Equal(isAsked ? _scene.Clock.Now + Hour : null, fold.Fold(Doubtful, _scene.EventOf(PickedUp), _scene.Clock.Now).Consignment.PollAt);
    }

    [Fact]
    public void A_tracking_event_that_only_proves_the_booking_changes_no_other_state()
    {
        var result = Fold(Doubtful, _scene.EventOf(Booked));

        Assert.Equal([PostalEventTypes.Booked], result.Events.Select(e => e.Event.Type));
        Assert.Contains(result.EndedTasks, end => end.Kind == PostalTaskKinds.BookingDoubtful);
    }

    [Fact]
    public void A_move_out_of_a_proved_booking_is_told_as_one_out_of_booked()
    {
        var told = Fold(Doubtful, _scene.EventOf(InTransit)).Events[1].Event;

        Assert.Equal("booked", JsonDocument.Parse(told.Data).RootElement.GetProperty("previousState").GetString());
    }

    [Fact]
    public void The_first_waybill_named_by_a_tracking_event_is_kept()
    {
        var tracked = _scene.EventOf(PickedUp) with { Waybill = "CN000000005VN" };
        var heard = _scene.EventOf(null) with { Waybill = "CN000000005VN" };

        Assert.Equal("CN202611218VN", Fold(_scene.Booked() with { Waybill = "CN202611218VN" }, tracked).Consignment.Waybill);
        Assert.Equal("CN202611218VN", Fold(_scene.Booked() with { Waybill = "CN202611218VN" }, heard).Consignment.Waybill);
        Assert.Equal("CN000000005VN", Fold(_scene.Booked(), tracked).Consignment.Waybill);
        Assert.Equal("CN000000005VN", Fold(_scene.Booked(), heard).Consignment.Waybill);
    }

    [Theory]
    [InlineData(Lost)]
    [InlineData(Returned)]
    public void Hearing_again_of_a_lost_or_returned_parcel_does_not_move_its_deadline(ConsignmentState state)
    {
        var over = Fold(_scene.Booked() with { BookedAt = _scene.Clock.Now.AddDays(-7) }, _scene.EventOf(state, -TimeSpan.FromDays(6))).Consignment;
        var due = _scene.Watch.After(state, _scene.Clock.Now);
        _scene.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(due, over.WatchAt);
        Assert.Equal(due, Fold(over, _scene.EventOf(state, Hour)).Consignment.WatchAt);
        Assert.Equal(due, Fold(over, _scene.EventOf(InTransit, Hour)).Consignment.WatchAt);
    }

    [Fact]
    public void Only_fresh_news_resets_the_pauses_between_polls()
    {
        var asked = _scene.Booked() with { PollsQuiet = 4 };
        _scene.Clock.Advance(Hour);

        Assert.Equal(0, Fold(asked, _scene.EventOf(PickedUp)).Consignment.PollsQuiet);
        Assert.Equal(0, Fold(asked, _scene.EventOf(Booked)).Consignment.PollsQuiet);
        Assert.Equal(4, Fold(asked, _scene.EventOf(Booked, -3 * Hour)).Consignment.PollsQuiet);
    }

    [Fact]
    public void A_task_about_silence_is_ended_only_where_one_may_be_open()
    {
        var silent = _scene.Booked() with { WatchAt = _scene.Watch.After(Booked, _scene.Clock.Now + TimeSpan.FromDays(3)) };

        Assert.Empty(Fold(_scene.Booked(), _scene.EventOf(PickedUp)).EndedTasks);
        Assert.Equal([PostalTaskKinds.ParcelSilent], Fold(silent, _scene.EventOf(PickedUp)).EndedTasks.Select(end => end.Kind));
    }

    [Fact]
    public void News_too_old_to_break_the_silence_does_not_end_the_task()
    {
        var now = _scene.Clock.Now;
        var silent = _scene.Booked() with { StateAt = now.AddDays(-60), WatchAt = _scene.Watch.After(Booked, now) };

        Assert.Empty(Fold(silent, _scene.EventOf(PickedUp, -TimeSpan.FromDays(40))).EndedTasks);
    }

    [Fact]
    public void A_failure_told_again_without_a_reason_keeps_the_one_before()
    {
        var failed = _scene.Booked() with { State = DeliveryFailed, Reason = "not-at-home" };

        Assert.Equal("not-at-home", Fold(failed, _scene.EventOf(Returning)).Consignment.Reason);
        Assert.Equal("refused-to-receive", Fold(failed, _scene.EventOf(Returning) with { Reason = "refused-to-receive" }).Consignment.Reason);
        Assert.Null(Fold(failed, _scene.EventOf(Delivered)).Consignment.Reason);
    }

    [Fact]
    public void What_came_back_is_the_centres_task_and_what_was_lost_the_operators()
    {
        var returned = Assert.Single(Fold(_scene.Booked(), _scene.EventOf(Returned)).Tasks);
        var lost = Assert.Single(Fold(_scene.Booked(), _scene.EventOf(Lost)).Tasks);

        Assert.Equal((PostalTaskKinds.ParcelReturned, "operator"), (returned.Kind, returned.Owner));
        Assert.Equal((PostalTaskKinds.ParcelLost, "postal-operator"), (lost.Kind, lost.Owner));
    }

    private FoldResult Fold(Consignment present, TrackingEvent tracked) => _scene.Fold.Fold(present, tracked, _scene.Clock.Now);
}
