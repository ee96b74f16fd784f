using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Postal;
using Hub.Postal.Consignments;
using Hub.Postal.Tracking;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>One sign and one consignment.</summary>
public sealed class FoldTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PostScene _scene = new();

    private Consignment Doubtful => _scene.Booked() with { State = Requested, Operator = null, BookedAt = null, PollAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) };

    [Fact]
    public void What_proves_a_booking_may_have_happened_before_it_was_begun_by_our_clock()
    {
        var after = Fold(Doubtful, _scene.Sign(PickedUp, -Hour)).Consignment;

        Assert.Equal((PickedUp, _scene.Clock.Now - Hour, _scene.Clock.Now - Hour), (after.State, after.StateAt, after.BookedAt));
    }

    [Theory]
    [InlineData(PostalDialectNames.MyVnPost, true)]
    [InlineData(PostalDialectNames.Ngsp, false)]
    public void An_operator_without_a_feed_is_asked_from_the_moment_its_booking_is_proved(string dialect, bool isAsked)
    {
        var options = _scene.Options with { Operators = new Dictionary<string, PostalOperatorOptions> { ["vnpost"] = new() { Dialect = dialect, PollEvery = Hour } } };
        var fold = new PostalFold(options, _scene.Watch, new PostalAlerts(new EnvelopeIds(_scene.Clock, new Random(1)), WorkingCalendars.BuiltIn));

        Assert.Equal(isAsked ? _scene.Clock.Now + Hour : null, fold.Fold(Doubtful, _scene.Sign(PickedUp), _scene.Clock.Now).Consignment.PollAt);
    }

    [Fact]
    public void A_sign_that_only_proves_the_booking_tells_the_booking_and_no_change_of_state()
    {
        var result = Fold(Doubtful, _scene.Sign(Booked));

        Assert.Equal([PostalEventTypes.Booked], result.Events.Select(e => e.Event.Type));
        Assert.Contains(result.EndedTasks, end => end.Kind == PostalTaskKinds.BookingDoubtful);
    }

    [Fact]
    public void A_move_out_of_a_proved_booking_is_told_as_one_out_of_booked()
    {
        var told = Fold(Doubtful, _scene.Sign(InTransit)).Events[1].Event;

        Assert.Equal("booked", JsonDocument.Parse(told.Data).RootElement.GetProperty("previousState").GetString());
    }

    [Fact]
    public void The_waybill_on_the_parcel_is_kept_whatever_is_told_later_and_taken_from_the_first_sign_that_names_one()
    {
        var sign = _scene.Sign(PickedUp) with { Waybill = "CN000000005VN" };
        var heard = _scene.Sign(null) with { Waybill = "CN000000005VN" };

        Assert.Equal("CN202611218VN", Fold(_scene.Booked() with { Waybill = "CN202611218VN" }, sign).Consignment.Waybill);
        Assert.Equal("CN202611218VN", Fold(_scene.Booked() with { Waybill = "CN202611218VN" }, heard).Consignment.Waybill);
        Assert.Equal("CN000000005VN", Fold(_scene.Booked(), sign).Consignment.Waybill);
        Assert.Equal("CN000000005VN", Fold(_scene.Booked(), heard).Consignment.Waybill);
    }

    [Theory]
    [InlineData(Lost)]
    [InlineData(Returned)]
    public void The_deadline_of_what_was_lost_or_came_back_counts_from_when_it_was_known_and_hearing_it_again_puts_it_off_no_further(ConsignmentState state)
    {
        var over = Fold(_scene.Booked(), _scene.Sign(state, -TimeSpan.FromDays(6))).Consignment;
        var due = _scene.Watch.After(state, _scene.Clock.Now);
        _scene.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(due, over.WatchAt);
        Assert.Equal(due, Fold(over, _scene.Sign(state, Hour)).Consignment.WatchAt);
        Assert.Equal(due, Fold(over, _scene.Sign(InTransit, Hour)).Consignment.WatchAt);
    }

    [Fact]
    public void News_begins_the_pauses_between_two_questions_anew_while_old_news_does_not()
    {
        var asked = _scene.Booked() with { PollsQuiet = 4 };
        _scene.Clock.Advance(Hour);

        Assert.Equal(0, Fold(asked, _scene.Sign(PickedUp)).Consignment.PollsQuiet);
        Assert.Equal(0, Fold(asked, _scene.Sign(Booked)).Consignment.PollsQuiet);
        Assert.Equal(4, Fold(asked, _scene.Sign(Booked, -3 * Hour)).Consignment.PollsQuiet);
    }

    [Fact]
    public void A_task_about_silence_is_ended_only_where_one_may_be_open()
    {
        var silent = _scene.Booked() with { WatchAt = _scene.Watch.After(Booked, _scene.Clock.Now + TimeSpan.FromDays(3)) };

        Assert.Empty(Fold(_scene.Booked(), _scene.Sign(PickedUp)).EndedTasks);
        Assert.Equal([PostalTaskKinds.ParcelSilent], Fold(silent, _scene.Sign(PickedUp)).EndedTasks.Select(end => end.Kind));
    }

    [Fact]
    public void What_was_told_so_late_that_the_parcel_is_silent_still_ends_no_task_about_its_silence()
    {
        var now = _scene.Clock.Now;
        var silent = _scene.Booked() with { StateAt = now.AddDays(-60), WatchAt = _scene.Watch.After(Booked, now) };

        Assert.Empty(Fold(silent, _scene.Sign(PickedUp, -TimeSpan.FromDays(40))).EndedTasks);
    }

    [Fact]
    public void A_failure_told_again_without_a_reason_keeps_the_one_before()
    {
        var failed = _scene.Booked() with { State = DeliveryFailed, Reason = "not-at-home" };

        Assert.Equal("not-at-home", Fold(failed, _scene.Sign(Returning)).Consignment.Reason);
        Assert.Equal("refused-to-receive", Fold(failed, _scene.Sign(Returning) with { Reason = "refused-to-receive" }).Consignment.Reason);
        Assert.Null(Fold(failed, _scene.Sign(Delivered)).Consignment.Reason);
    }

    [Fact]
    public void What_came_back_is_the_centres_task_and_what_was_lost_the_operators()
    {
        var returned = Assert.Single(Fold(_scene.Booked(), _scene.Sign(Returned)).Tasks);
        var lost = Assert.Single(Fold(_scene.Booked(), _scene.Sign(Lost)).Tasks);

        Assert.Equal((PostalTaskKinds.ParcelReturned, "operator"), (returned.Kind, returned.Owner));
        Assert.Equal((PostalTaskKinds.ParcelLost, "postal-operator"), (lost.Kind, lost.Owner));
    }

    private FoldResult Fold(Consignment present, PostalSign sign) => _scene.Fold.Fold(present, sign, _scene.Clock.Now);
}
