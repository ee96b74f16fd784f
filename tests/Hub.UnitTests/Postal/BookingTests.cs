using Hub.Core.Outbox;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

public sealed class BookingTests
{
    private static readonly PostalAbilities Ranged = new(LooksUp: false, RefusesRepeats: true, NeedsWaybill: true, HasFeed: true, Quotes: false, Redirects: false);
    private static readonly PostalAbilities Blind = new(LooksUp: false, RefusesRepeats: false, NeedsWaybill: false, HasFeed: true, Quotes: false, Redirects: false);
    private readonly PostScene _scene = new();

    [Fact]
    public async Task A_request_is_booked_at_the_first_operator_of_its_rule_and_told()
    {
        var outcome = await _scene.HandleAsync(_scene.AskPickup(more: ",\"feeToCollect\":8000,\"note\":\"Gọi trước\""));

        var booked = _scene.Consignments.Get(PostScene.Pickup);
        Assert.IsType<Outcome.Done>(outcome);
        Assert.Equal((ConsignmentState.Booked, "vnpost", 25_000L, null), (booked.State, booked.Operator, booked.Price, booked.Booking));
        Assert.Equal("ref-" + PostScene.Pickup, booked.Reference);
        var order = Assert.Single(_scene.VnPost.Orders);
        Assert.Equal((PostScene.Pickup, 8000L, "01", "Số 1, đường Ví Dụ, Phường Demo"), (order.Number, order.FeeToCollect, order.Sender.Province, order.Sender.Address));
        Assert.Equal("Giấy báo tử ×1; Bản sao căn cước ×2; Gọi trước", order.Note);
        Assert.Equal([PostalEventTypes.Booked], _scene.Consignments.Events.Select(e => e.Event.Type));
        Assert.Equal(_scene.Watch.After(ConsignmentState.Booked, _scene.Clock.Now), booked.WatchAt);
    }

    [Theory]
    [InlineData("8000.0")]
    [InlineData("8e3")]
    public async Task A_fee_to_collect_is_read_in_every_spelling_of_the_number(string fee)
    {
        await _scene.HandleAsync(_scene.AskPickup(more: $",\"feeToCollect\":{fee}"));

        Assert.Equal(8000, Assert.Single(_scene.VnPost.Orders).FeeToCollect);
    }

    [Fact]
    public async Task A_delivery_that_comes_again_books_nothing_again()
    {
        var delivery = _scene.AskPickup();
        await _scene.HandleAsync(delivery);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal(1, _scene.VnPost.Asked);
    }

    [Fact]
    public async Task What_is_begun_is_stored_before_the_operator_is_asked()
    {
        BookingTry? begun = null;
        _scene.VnPost.WhileBooking = () => begun = _scene.Consignments.Get(PostScene.Pickup).Booking;

        await _scene.HandleAsync(_scene.AskPickup());

        Assert.Equal(new BookingTry("vnpost", _scene.Clock.Now), begun);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_before_anything_is_sent_again()
    {
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        Assert.True((await _scene.HandleAsync(delivery)) is Outcome.Retry { Doubtful: true } or Outcome.Defer { Doubtful: true });

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal((1, 1), (_scene.VnPost.Asked, _scene.VnPost.Orders.Count));
        Assert.Empty(_scene.Swift.Orders);
    }

    [Fact]
    public async Task A_lost_request_that_never_arrived_is_sent_again_with_the_same_number()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { RefusesRepeats = false };
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        await _scene.HandleAsync(delivery);
        var early = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
        Assert.Empty(_scene.VnPost.Orders);

        _scene.Clock.MoveTo(early.Until);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
        Assert.True(early.Doubtful);
        Assert.Equal(PostScene.Pickup, Assert.Single(_scene.VnPost.Orders).Number);
        Assert.Empty(_scene.Swift.Orders);
    }

    [Fact]
    public async Task An_order_that_arrives_after_a_vain_look_up_stays_the_only_one()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { RefusesRepeats = false };
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.NotFound("404"));
        await _scene.HandleAsync(delivery);
        var early = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
        _scene.Clock.MoveTo(early.Until);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Single(_scene.VnPost.Orders);
    }

    [Fact]
    public async Task While_the_look_up_fails_nothing_is_sent_anywhere()
    {
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Down("timeout", MayHaveEffect: false));
        await _scene.HandleAsync(delivery);

        await _scene.HandleAsync(delivery);

        Assert.Equal((1, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));
    }

    [Fact]
    public async Task Where_repeats_are_refused_a_repeat_serves_as_the_look_up()
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(20261121, 20261199);
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        await _scene.HandleAsync(delivery);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal("CN202611218VN", Assert.Single(_scene.VnPost.Orders).Waybill);
        Assert.Equal("CN202611218VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);
        Assert.Equal(20261122, _scene.Consignments.Ranges[0].Next);
    }

    [Fact]
    public async Task Where_neither_helps_a_person_is_asked_and_the_answer_is_taken()
    {
        _scene.VnPost.Abilities = Blind;
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        await _scene.HandleAsync(delivery);

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
        Assert.Equal(PostalTaskKinds.BookingDoubtful, Assert.Single(_scene.Tasks.Open).Kind);
        Assert.Equal(1, _scene.VnPost.Asked);

        _scene.Tasks.End(new(PostalTaskKinds.BookingDoubtful, PostScene.Pickup, _scene.Clock.Now, "k-1", "booked"));
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
        Assert.Equal(1, _scene.VnPost.Asked);
    }

    [Fact]
    public async Task A_person_who_found_nothing_sends_it_again()
    {
        _scene.VnPost.Abilities = Blind;
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        await _scene.HandleAsync(delivery);
        await _scene.HandleAsync(delivery);
        _scene.Tasks.End(new(PostalTaskKinds.BookingDoubtful, PostScene.Pickup, _scene.Clock.Now, "k-1", "not-booked"));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Single(_scene.VnPost.Orders);
    }

    [Fact]
    public async Task Registered_already_is_looked_up_and_taken_as_success()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.AlreadyThere("101"), true));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup()));

        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task An_order_with_another_waybill_under_our_number_is_not_ours()
    {
        _scene.VnPost.Abilities = Ranged with { LooksUp = true };
        _scene.AddRange(20261121, 20261199);
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.AlreadyThere("101"), false));
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Ok(new Booked("RR473124829GB", null, null)));

        var outcome = await _scene.HandleAsync(_scene.AskPickup());

        Assert.Equal(PostalReasonCodes.BookingDiffers, Assert.IsType<Outcome.Reject>(outcome).Code);
        Assert.Equal(PostalTaskKinds.ParcelConflict, Assert.Single(_scene.Tasks.Open, task => task.Subject == PostScene.Pickup).Kind);
    }

    [Fact]
    public async Task The_next_operator_is_asked_only_while_surely_nothing_was_booked()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("refused", MayHaveEffect: false), false));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup()));

        Assert.Equal("swift", _scene.Consignments.Get(PostScene.Pickup).Operator);
        Assert.Single(_scene.Swift.Orders);
    }

    [Fact]
    public async Task An_area_that_is_not_served_goes_to_the_next()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused(PostalReasonCodes.AreaNotServed, "no"), false));

        await _scene.HandleAsync(_scene.AskPickup());

        Assert.Equal("swift", _scene.Consignments.Get(PostScene.Pickup).Operator);
    }

    [Fact]
    public async Task A_refusal_goes_to_nobody_else()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused("postal-refused", "bad telephone"), false));

        Assert.Equal(PostalReasonCodes.Refused, Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(_scene.AskPickup())).Code);
        Assert.Equal(0, _scene.Swift.Asked);
        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).Booking);
    }

    [Fact]
    public async Task A_wished_operator_is_the_only_one_asked()
    {
        _scene.Swift.Bookings.Enqueue((new PostalReply<Booked>.Down("refused", MayHaveEffect: false), false));
        _scene.Swift.Away = "away";

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(_scene.AskPickup(more: ",\"operator\":\"swift\"")));

        Assert.Equal((0, 1), (_scene.VnPost.Asked, _scene.Swift.Asked));
    }

    [Fact]
    public async Task An_absent_operator_costs_no_attempt_unless_it_is_the_only_one()
    {
        var lone = new PostScene(options => options with { Operators = options.Operators.Where(each => each.Key == "vnpost").ToDictionary(), Rules = [] });
        lone.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        Assert.True(Assert.IsType<Outcome.Retry>(await lone.HandleAsync(lone.AskPickup())).PartnerDown);

        _scene.VnPost.Away = "away";
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        Assert.True(Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(_scene.AskPickup())).Doubtful);
    }

    [Fact]
    public async Task A_second_request_while_one_is_under_way_is_refused()
    {
        await _scene.HandleAsync(_scene.AskPickup());

        Assert.Equal(PostalReasonCodes.AlreadyUnderWay, Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(_scene.AskPickup("e-2"))).Code);
    }

    [Fact]
    public async Task After_the_end_of_one_the_next_gets_the_next_number()
    {
        await _scene.HandleAsync(_scene.AskPickup());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(ConsignmentState.Returned)], null, CancellationToken.None);
        Assert.Single(_scene.Tasks.Open, task => task.Kind == PostalTaskKinds.ParcelReturned);

        await _scene.HandleAsync(_scene.AskPickup("e-2"));

        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Dossier + "-P2").State);
        Assert.Empty(_scene.Tasks.Open);
    }

    [Fact]
    public async Task A_skipped_request_that_was_never_begun_blocks_nothing()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused("postal-refused", "no"), false));
        await _scene.HandleAsync(_scene.AskPickup());

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup("e-2")));

        Assert.Equal(ConsignmentState.Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Dossier + "-P2").State);
    }

    [Fact]
    public async Task A_consignment_of_a_skipped_request_ends_and_leaves_no_task()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused("postal-refused", "no"), false));
        await _scene.HandleAsync(_scene.AskPickup());
        _scene.Clock.MoveTo(_scene.Consignments.Get(PostScene.Pickup).WatchAt!.Value);
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        Assert.Single(_scene.Tasks.Open, task => task.Kind == PostalTaskKinds.ParcelSilent);

        await _scene.HandleAsync(_scene.AskPickup("e-2"));

        Assert.Empty(_scene.Tasks.Open);
        Assert.Contains(_scene.Consignments.Events, e => e.Event.Type == PostalEventTypes.StatusChanged && e.Event.Id.Contains(PostScene.Pickup, StringComparison.Ordinal));
        Assert.Contains(_scene.Consignments.Records, record => record.Number == PostScene.Pickup && record.State is ConsignmentState.Cancelled);
    }

    [Fact]
    public async Task An_empty_range_waits_visibly_and_asks_nobody()
    {
        _scene.VnPost.Abilities = Ranged;
        var delivery = _scene.AskPickup();

        var defer = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));

        Assert.True(defer.Until >= _scene.Clock.Now + TimeSpan.FromMinutes(10));
        Assert.Equal(PostalTaskKinds.RangeEmpty, Assert.Single(_scene.Tasks.Open).Kind);
        Assert.Equal([PostalTaskKinds.RangeEmpty], _scene.Exceptions);
        Assert.Equal((0, ConsignmentState.Requested), (_scene.VnPost.Asked, _scene.Consignments.Get(PostScene.Pickup).State));

        _scene.AddRange(20261121, 20261199);
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
    }

    [Fact]
    public async Task A_range_that_runs_low_is_a_task_once()
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(1, 150);

        await _scene.HandleAsync(_scene.AskPickup());
        await _scene.HandleAsync(_scene.AskPickup("e-2", dossier: "000.00.01.H40-261121-0002"));

        Assert.Equal(("vnpost", PostalTaskKinds.RangeLow), (Assert.Single(_scene.Tasks.Open).Subject, _scene.Tasks.All[0].Kind));
        Assert.Equal([PostalTaskKinds.RangeLow], _scene.Exceptions);
    }

    [Fact]
    public async Task Bookings_at_once_take_each_number_once()
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(1, 1000);
        var deliveries = Enumerable.Range(1, 40).Select(i => _scene.AskPickup($"e-{i}", dossier: $"000.00.01.H40-261121-{i:0000}")).ToList();

        var outcomes = await Task.WhenAll(deliveries.Select(delivery => Task.Run(() => _scene.HandleAsync(delivery))));

        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Done>(outcome));
        Assert.Equal(40, _scene.Consignments.All.Select(each => each.Waybill).Distinct().Count());
        Assert.Equal(41, _scene.Consignments.Ranges[0].Next);
    }

    [Fact]
    public async Task A_number_of_a_range_that_another_parcel_bears_already_is_passed_over()
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(20261121, 20261199);
        _scene.Consignments.Put(_scene.Booked("D-9-P1") with { Dossier = "D-9", Waybill = "CN202611218VN" });

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup()));

        Assert.Equal("CN202611221VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);
        Assert.Contains(_scene.Consignments.Records, record => record.Number == PostScene.Pickup && record.Text!.Contains("CN202611218VN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeat_refused_because_its_waybill_is_used_asks_a_person()
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(20261121, 20261199);
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), true));
        await _scene.HandleAsync(delivery);
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused(PostalReasonCodes.WaybillUsed, "106"), false));

        Assert.True(Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery)).Doubtful);

        Assert.Single(_scene.Tasks.Open, task => task.Kind == PostalTaskKinds.BookingDoubtful);
        Assert.Equal("CN202611218VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);

        _scene.Tasks.End(new(PostalTaskKinds.BookingDoubtful, PostScene.Pickup, _scene.Clock.Now, "k-1", "booked"));
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
        Assert.Equal("CN202611218VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);
    }

    [Fact]
    public async Task An_order_not_found_right_after_sending_is_repeated_there()
    {
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.NotFound("404"));
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("refused", MayHaveEffect: false), false));
        await _scene.HandleAsync(delivery);

        await _scene.HandleAsync(delivery);

        Assert.Equal((2, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));
        Assert.NotNull(_scene.Consignments.Get(PostScene.Pickup).Booking);
    }

    [Fact]
    public async Task A_clock_that_was_put_back_keeps_nothing_waiting_for_the_time_it_showed()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { RefusesRepeats = false };
        var delivery = _scene.AskPickup();
        var now = _scene.Clock.Now;
        _scene.Clock.MoveTo(now.AddYears(1));
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        await _scene.HandleAsync(delivery);
        _scene.Clock.MoveTo(now);

        var early = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
        Assert.True(early.Until <= now + TimeSpan.FromMinutes(3));

        _scene.Clock.MoveTo(early.Until);
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
    }

    [Fact]
    public async Task Credentials_that_an_operator_takes_again_are_off_the_work_list()
    {
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.LoginRefused("401"), false));
        await _scene.HandleAsync(delivery);
        Assert.Single(_scene.Tasks.Open);

        await _scene.HandleAsync(delivery);

        Assert.Empty(_scene.Tasks.Open);
    }

    [Fact]
    public async Task A_wrong_check_digit_in_the_answer_is_noted_and_the_number_taken()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Ok(new Booked("CN202611219VN", null, null)), true));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup()));

        Assert.Equal("CN202611219VN", _scene.Consignments.Get(PostScene.Pickup).Waybill);
        Assert.Contains(_scene.Consignments.Records, record => record.Code == "s10-check-digit");
    }

    [Fact]
    public async Task A_tracking_event_that_was_quicker_than_the_answer_is_not_lost()
    {
        _scene.VnPost.WhileBooking = () => _scene.Tracking.ApplyAsync([_scene.EventOf(ConsignmentState.PickedUp)], null, CancellationToken.None).GetAwaiter().GetResult();

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(_scene.AskPickup()));

        var found = _scene.Consignments.Get(PostScene.Pickup);
        Assert.Equal((ConsignmentState.PickedUp, 25_000L), (found.State, found.Price));
    }

    [Fact]
    public async Task A_place_that_the_operator_has_no_code_for_is_told_and_asks_nobody()
    {
        var scene = new PostScene(options => options with { Operators = options.Operators.ToDictionary(each => each.Key, each => each.Value with { TakesOfficialCodes = false }) });

        var reject = Assert.IsType<Outcome.Reject>(await scene.HandleAsync(scene.AskPickup()));

        Assert.Equal(PostalReasonCodes.PlaceUnknown, reject.Code);
        Assert.EndsWith("[vnpost: người dân / citizen, 00004, 01; cơ quan / agency, 00008, 01 | swift: người dân / citizen, 00004, 01; cơ quan / agency, 00008, 01]", reject.Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Consignments.All);
    }

    [Fact]
    public async Task A_full_operator_is_passed_over_and_when_all_are_full_the_booking_waits()
    {
        var scene = new PostScene(options => options with { Operators = options.Operators.ToDictionary(each => each.Key, each => each.Value with { DailyCapacity = 1 }) });
        await scene.HandleAsync(scene.AskPickup("e-1", dossier: "D-1"));
        await scene.HandleAsync(scene.AskPickup("e-2", dossier: "D-2"));

        var defer = Assert.IsType<Outcome.Defer>(await scene.HandleAsync(scene.AskPickup("e-3", dossier: "D-3")));

        Assert.Equal((1, 1), (scene.VnPost.Orders.Count, scene.Swift.Orders.Count));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(7)), defer.Until);
        Assert.Equal(PostalTaskKinds.CapacityFull, Assert.Single(scene.Tasks.Open).Kind);
    }

    [Fact]
    public async Task The_cheapest_of_those_that_quote_comes_first()
    {
        var scene = new PostScene(options => options with { Rules = [new PostalRule { Operators = ["vnpost", "swift"], Cheapest = true }] });
        scene.Swift.Abilities = scene.Swift.Abilities with { Quotes = true };
        scene.Swift.Price = 20_000;

        await scene.HandleAsync(scene.AskPickup());

        Assert.Single(scene.Swift.Orders);
    }

    [Fact]
    public async Task Credentials_that_are_refused_wait_for_a_person()
    {
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.LoginRefused("401"), false));

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(_scene.AskPickup()));

        Assert.Equal(PostalTaskKinds.LoginRefused, Assert.Single(_scene.Tasks.Open).Kind);
        Assert.Null(_scene.Consignments.Get(PostScene.Pickup).Booking);
    }

    [Fact]
    public async Task A_mended_request_is_read_as_it_was_mended()
    {
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused("postal-refused", "no"), false));
        await _scene.HandleAsync(delivery);
        var mended = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(delivery.Envelope.Body.Span).Replace("0900000001", "0900000009", StringComparison.Ordinal));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery with { Envelope = delivery.Envelope with { Body = mended } }));

        Assert.Equal("0900000009", Assert.Single(_scene.VnPost.Orders).Sender.Phone);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"citizen\":1}")]
    public async Task A_body_that_nobody_can_read_is_told(string body) => Assert.Equal(
        PostalReasonCodes.RequestInvalid, Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(_scene.Ask(PostalEventTypes.PickupRequested, body))).Code);

    [Theory]
    [InlineData("\"agency\"", "\"other\"", "/agency")]
    [InlineData("\"citizen\"", "\"other\"", "/citizen")]
    [InlineData("\"p-2\"", "\"p-1\"", "/papers: id p-1 (2×)")]
    [InlineData("\"papers\"", "\"others\"", "/papers")]
    [InlineData("\"line\":\"Số 2\"", "\"line\":null", "JSON")]
    [InlineData("\"count\":2", "\"count\":1.5", "JSON")]
    public async Task What_a_person_mended_wrongly_is_told_with_its_place_and_asks_nobody(string part, string instead, string wrong)
    {
        var delivery = _scene.AskPickup();
        var mended = System.Text.Encoding.UTF8.GetString(delivery.Envelope.Body.Span).Replace(part, instead, StringComparison.Ordinal);

        var outcome = await _scene.HandleAsync(delivery with { Envelope = delivery.Envelope with { Body = System.Text.Encoding.UTF8.GetBytes(mended) } });

        var reject = Assert.IsType<Outcome.Reject>(outcome);
        Assert.Equal(PostalReasonCodes.RequestInvalid, reject.Code);
        Assert.EndsWith($"[{wrong}]", reject.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _scene.VnPost.Asked);
    }

    [Fact]
    public async Task Any_operator_that_answers_is_enough_for_the_probe()
    {
        _scene.VnPost.Away = "away";
        Assert.Null(await _scene.Connector.ProbeAsync(CancellationToken.None));

        _scene.Swift.Away = "closed";
        Assert.Contains("closed", await _scene.Connector.ProbeAsync(CancellationToken.None), StringComparison.Ordinal);
    }
}
