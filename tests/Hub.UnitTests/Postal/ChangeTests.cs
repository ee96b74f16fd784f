using Hub.Core.Outbox;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

public sealed class ChangeTests
{
    private const string Cancel = """{"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup","reason":"đến nộp trực tiếp"}""";
    private const string Redirect = """
        {"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup",
         "citizen":{"name":"Trần Thị Demo","phone":"0900000002","address":{"line":"Số 9","communeCode":"18001","provinceCode":"42"}}}
        """;

    private const string Move = """
        {"requestedAt":"2026-03-02T16:00:00+07:00","direction":"delivery",
         "citizen":{"name":"Trần Thị Demo","phone":"0900000002","address":{"line":"Số 9","communeCode":"18001","provinceCode":"42"}}MORE}
        """;

    private static readonly PostalAbilities Blind = new(LooksUp: false, RefusesRepeats: false, NeedsWaybill: false, HasFeed: true, Quotes: false, Redirects: true);
    private readonly PostScene _scene = new();

    private Task<Outcome> CancelAsync() => _scene.HandleAsync(_scene.Ask(PostalEventTypes.CancelRequested, Cancel, "c-1"));

    private Task<Outcome> RedirectAsync() => _scene.HandleAsync(_scene.Ask(PostalEventTypes.RedirectRequested, Redirect, "r-1"));

    private Task<Outcome> MoveAsync(string more = "") => _scene.HandleAsync(_scene.Ask(PostalEventTypes.RedirectRequested, Move.Replace("MORE", more, StringComparison.Ordinal), "r-2"));

    private Consignment InDoubt() => _scene.Booked() with { State = Requested, BookedAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) };

    private Consignment Delivery(ConsignmentState state) => _scene.Booked(PostScene.Dossier + "-D1") with { Direction = PostalDirection.Delivery, State = state };

    private async Task VnPostIsAwayAsync()
    {
        _scene.VnPost.Away = "away";
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(_scene.AskPickup("e-9", ",\"operator\":\"vnpost\"", "000.00.01.H40-261121-0009")));
    }

    [Fact]
    public async Task A_change_that_waits_is_asked_for_by_its_case_and_not_made_again()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.Waiting("7", "chờ duyệt");
        _scene.VnPost.Decisions.Enqueue(new PostalReply<Accepted>.Waiting("7", "chờ duyệt"));
        _scene.VnPost.Decisions.Enqueue(new PostalReply<Accepted>.Ok(new Accepted(null)));

        var outcomes = new[] { await CancelAsync(), await CancelAsync(), await CancelAsync() };

        Assert.Equal([typeof(Outcome.Defer), typeof(Outcome.Defer), typeof(Outcome.Done)], outcomes.Select(outcome => outcome.GetType()));
        Assert.Equal((1, 2), (_scene.VnPost.Cancelled.Count, _scene.VnPost.Cases.Count));
        Assert.Equal((Cancelled, (ChangeTry?)null), (_scene.Consignments.Get(PostScene.Pickup).State, _scene.Consignments.Get(PostScene.Pickup).Change));
    }

    [Fact]
    public async Task A_change_that_the_operator_decides_against_is_refused_and_forgotten()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.Waiting("7", "chờ duyệt");
        _scene.VnPost.Decisions.Enqueue(new PostalReply<Accepted>.Refused(PostalReasonCodes.TooLate, "01"));

        await RedirectAsync();
        var outcome = await RedirectAsync();

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(outcome).Code);
        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).Change);
    }

    [Fact]
    public async Task A_change_that_waits_longer_than_a_task_may_is_told_to_a_person()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.Waiting("7", "chờ duyệt");
        _scene.VnPost.Decisions.Enqueue(new PostalReply<Accepted>.Waiting("7", "chờ duyệt"));
        _scene.VnPost.Decisions.Enqueue(new PostalReply<Accepted>.Ok(new Accepted(null)));
        await CancelAsync();
        Assert.Empty(_scene.Tasks.All);
        _scene.Clock.Advance(TimeSpan.FromDays(4));

        await CancelAsync();

        Assert.Equal((PostalTaskKinds.ChangeWaiting, PostScene.Pickup), (Assert.Single(_scene.Tasks.All).Kind, _scene.Tasks.All[0].Subject));
        await CancelAsync();
        Assert.NotNull(Assert.Single(_scene.Tasks.All).EndedAt);
    }

    // Tracking tells of the parcel between the operator's answer and its writing down.
    private void MovesBeforeTheFirstCommit(ConsignmentState state) => _scene.Consignments.Meanwhile = () =>
    {
        var now = _scene.Consignments.Get(PostScene.Pickup);
        _scene.Consignments.Put(now with { State = state, Version = now.Version + 1 });
    };

    [Fact]
    public async Task A_parcel_that_moves_while_it_is_cancelled_is_cancelled_once()
    {
        _scene.Consignments.Put(_scene.Booked());
        MovesBeforeTheFirstCommit(PickupAssigned);

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Theory]
    [InlineData(PickupAssigned)]
    [InlineData(PickedUp)]
    public async Task A_parcel_that_moves_while_it_is_redirected_is_redirected_once(ConsignmentState moved)
    {
        _scene.Consignments.Put(_scene.Booked());
        MovesBeforeTheFirstCommit(moved);

        Assert.IsType<Outcome.Done>(await RedirectAsync());

        Assert.Single(_scene.VnPost.Redirected);
        Assert.Equal((moved, "Trần Thị Demo"), (_scene.Consignments.Get(PostScene.Pickup).State, _scene.Consignments.Get(PostScene.Pickup).Sender.Name));
    }

    [Fact]
    public async Task A_case_is_noted_though_the_parcel_moves_and_asked_for_once()
    {
        _scene.VnPost.Change = new PostalReply<Accepted>.Waiting("7", "chờ duyệt");
        foreach (var ask in (Func<Task<Outcome>>[])[CancelAsync, RedirectAsync])
        {
            _scene.Consignments.Put(_scene.Booked());
            MovesBeforeTheFirstCommit(PickupAssigned);
            Assert.IsType<Outcome.Defer>(await ask());
            Assert.Equal("7", _scene.Consignments.Get(PostScene.Pickup).Change?.Case);
        }

        Assert.Equal((1, 1), (_scene.VnPost.Cancelled.Count, _scene.VnPost.Redirected.Count));
    }

    [Fact]
    public async Task Whose_a_delivery_is_is_read_once_for_each_attempt()
    {
        var asked = _scene.AskPickup("e-1");
        var first = await _scene.Connector.ReceiverAsync(asked, CancellationToken.None);
        var reads = _scene.Consignments.Reads;

        var again = await _scene.Connector.ReceiverAsync(asked, CancellationToken.None);

        Assert.Equal(("vnpost", "vnpost", reads), (first, again, _scene.Consignments.Reads));
        await _scene.HandleAsync(asked);
        reads = _scene.Consignments.Reads;
        await _scene.Connector.ReceiverAsync(asked, CancellationToken.None);
        Assert.True(_scene.Consignments.Reads > reads);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_kept_as_it_came_and_told_once()
    {
        _scene.Consignments.Put(_scene.Booked());
        foreach (var said in (string[])["?", "?", "!"])
        {
            _scene.VnPost.Change = new PostalReply<Accepted>.Down("an answer without type", MayHaveEffect: true) { Unread = System.Text.Encoding.UTF8.GetBytes(said) };
            Assert.IsNotType<Outcome.Done>(await CancelAsync());
        }

        Assert.Equal(["?", "!"], _scene.Consignments.Records.Where(record => record.Source == "vnpost/answer").Select(record => System.Text.Encoding.UTF8.GetString(record.Raw.Span)));
        Assert.Equal((PostalTaskKinds.AnswerUnreadable, "vnpost/cancel"), (Assert.Single(_scene.Tasks.All).Kind, _scene.Tasks.All[0].Subject));
    }

    [Fact]
    public async Task Before_anything_is_booked_it_is_cancelled_here()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, Operator = null, BookedAt = null });

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal((Cancelled, null), (_scene.Consignments.Get(PostScene.Pickup).State, _scene.Consignments.Get(PostScene.Pickup).WatchAt));
        Assert.Empty(_scene.VnPost.Cancelled);
        Assert.Equal(PostalEventTypes.StatusChanged, Assert.Single(_scene.Consignments.Events).Event.Type);
    }

    [Fact]
    public async Task What_is_booked_is_cancelled_at_the_operator_and_once()
    {
        _scene.Consignments.Put(_scene.Booked());

        Assert.IsType<Outcome.Done>(await CancelAsync());
        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
    }

    [Fact]
    public async Task An_order_that_the_operator_does_not_have_is_cancelled()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.NotFound("404");

        await CancelAsync();

        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task An_order_that_the_operator_cancelled_before_is_cancelled()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.AlreadyThere("101");

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Theory]
    [InlineData(PickedUp)]
    [InlineData(Delivered)]
    [InlineData(Lost)]
    public async Task What_the_postman_has_is_not_cancelled(ConsignmentState state)
    {
        _scene.Consignments.Put(_scene.Booked() with { State = state });

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);
        Assert.Empty(_scene.VnPost.Cancelled);
    }

    [Fact]
    public async Task An_operator_that_says_too_late_is_believed()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.Refused("postal-too-late", "đã thu gom");

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_booking_in_doubt_is_found_out_and_then_cancelled_at_the_operator()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, BookedAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) });
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Ok(new Booked(null, "a", null)));

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task Nothing_to_cancel_is_told() =>
        Assert.Equal(PostalReasonCodes.ConsignmentUnknown, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);

    [Fact]
    public async Task A_redirection_changes_the_citizens_side_at_the_operator_and_here()
    {
        _scene.Consignments.Put(_scene.Booked());

        Assert.IsType<Outcome.Done>(await RedirectAsync());

        Assert.Equal(("Trần Thị Demo", "42"), (Assert.Single(_scene.VnPost.Redirected).Sender.Name, _scene.VnPost.Redirected[0].Sender.Province));
        Assert.Equal("Trần Thị Demo", _scene.Consignments.Get(PostScene.Pickup).Sender.Name);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task An_operator_that_cannot_redirect_leaves_it_as_it_is()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { Redirects = false };

        Assert.Equal(PostalReasonCodes.Unable, Assert.IsType<Outcome.Reject>(await RedirectAsync()).Code);
        Assert.Equal("Nguyễn Văn Demo", _scene.Consignments.Get(PostScene.Pickup).Sender.Name);
    }

    [Fact]
    public async Task A_pickup_that_was_picked_up_goes_nowhere_else()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = PickedUp });

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await RedirectAsync()).Code);
    }

    [Fact]
    public async Task A_doubtful_booking_without_look_up_is_cancelled_at_the_operator_first()
    {
        _scene.VnPost.Abilities = Blind with { RefusesRepeats = true };
        _scene.Consignments.Put(InDoubt());

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_missing_order_that_may_still_be_on_its_way_is_not_taken_as_cancelled()
    {
        _scene.VnPost.Abilities = Blind with { RefusesRepeats = true };
        _scene.Consignments.Put(InDoubt());
        _scene.VnPost.Change = new PostalReply<Accepted>.NotFound("104");

        var defer = Assert.IsType<Outcome.Defer>(await CancelAsync());
        Assert.Equal((Requested, _scene.Clock.Now + TimeSpan.FromMinutes(3)), (_scene.Consignments.Get(PostScene.Pickup).State, defer.Until));

        _scene.Clock.MoveTo(defer.Until);
        Assert.IsType<Outcome.Done>(await CancelAsync());
        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task Cancelling_and_redirecting_wait_while_the_operator_is_away()
    {
        await VnPostIsAwayAsync();
        _scene.Consignments.Put(_scene.Booked());

        Assert.False(Assert.IsType<Outcome.Defer>(await CancelAsync()).Doubtful);
        Assert.False(Assert.IsType<Outcome.Defer>(await RedirectAsync()).Doubtful);

        Assert.Empty(_scene.VnPost.Cancelled);
        Assert.Empty(_scene.VnPost.Redirected);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_redirected_delivery_goes_to_the_citizens_new_place()
    {
        _scene.Consignments.Put(Delivery(InTransit));

        Assert.IsType<Outcome.Done>(await MoveAsync());

        var changed = _scene.Consignments.Get(PostScene.Dossier + "-D1");
        Assert.Equal(("Nguyễn Văn Demo", "Trần Thị Demo", "18001"), (changed.Sender.Name, changed.Receiver.Name, changed.Receiver.Place.CommuneCode));
        Assert.Equal("42", Assert.Single(_scene.VnPost.Redirected).Receiver.Province);
    }

    [Theory]
    [InlineData(Returning)]
    [InlineData(Delivered)]
    public async Task A_delivery_that_turned_back_or_was_handed_over_goes_nowhere_else(ConsignmentState state)
    {
        _scene.Consignments.Put(Delivery(state));

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await MoveAsync()).Code);
        Assert.Empty(_scene.VnPost.Redirected);
    }

    [Fact]
    public async Task A_redirection_keeps_the_receivers_and_note_it_does_not_mention()
    {
        _scene.Consignments.Put(Delivery(InTransit) with { MayReceive = [new MayReceive("Lê Thị Demo", "family", null)], Note = "Gọi trước" });

        await MoveAsync();

        var kept = _scene.Consignments.Get(PostScene.Dossier + "-D1");
        Assert.Equal(("Lê Thị Demo", "Gọi trước"), (Assert.Single(kept.MayReceive).Name, kept.Note));

        await MoveAsync(""","mayReceive":[],"note":"Sau 17 giờ" """);

        kept = _scene.Consignments.Get(PostScene.Dossier + "-D1");
        Assert.Empty(kept.MayReceive);
        Assert.Equal("Sau 17 giờ", kept.Note);
    }

    [Fact]
    public async Task A_redirection_without_the_citizen_is_told_as_invalid()
    {
        _scene.Consignments.Put(_scene.Booked());

        var reject = Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(_scene.Ask(
            PostalEventTypes.RedirectRequested, """{"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup"}""", "r-3")));

        Assert.Equal(PostalReasonCodes.RequestInvalid, reject.Code);
        Assert.Contains("/citizen", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_in_doubt_that_is_found_is_redirected_at_the_operator_too()
    {
        _scene.Consignments.Put(InDoubt());
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Ok(new Booked(null, "a", null)));

        Assert.IsType<Outcome.Done>(await RedirectAsync());

        Assert.Equal("Trần Thị Demo", Assert.Single(_scene.VnPost.Redirected).Sender.Name);
    }

    [Fact]
    public async Task A_doubtful_booking_without_look_up_is_redirected_after_a_persons_word()
    {
        _scene.VnPost.Abilities = Blind with { RefusesRepeats = true };
        _scene.Consignments.Put(InDoubt());

        Assert.True(Assert.IsType<Outcome.Defer>(await RedirectAsync()).Doubtful);
        Assert.Equal((PostalTaskKinds.BookingDoubtful, PostScene.Pickup), (Assert.Single(_scene.Tasks.Open).Kind, _scene.Tasks.Open.Single().Subject));
        Assert.Equal("Nguyễn Văn Demo", _scene.Consignments.Get(PostScene.Pickup).Sender.Name);

        _scene.Tasks.End(new(PostalTaskKinds.BookingDoubtful, PostScene.Pickup, _scene.Clock.Now, "k-1", "booked"));
        Assert.IsType<Outcome.Done>(await RedirectAsync());
        Assert.Equal("Trần Thị Demo", Assert.Single(_scene.VnPost.Redirected).Sender.Name);
    }
}
