using Hub.Core.Outbox;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

/// <summary>Who is asked, after whom, and when nobody is.</summary>
public sealed class ChoiceTests
{
    private static readonly PostalAbilities Ranged = new(LooksUp: false, RefusesRepeats: true, NeedsWaybill: true, HasFeed: true, Quotes: false, Redirects: false);
    private readonly PostScene _scene = new();

    private static PostScene Limited(string full, params string[] operators) => new(options => options with
    {
        Operators = options.Operators.ToDictionary(each => each.Key, each => each.Key == full ? each.Value with { DailyCapacity = 1 } : each.Value),
        Rules = [new PostalRule { Operators = operators }],
    });

    [Fact]
    public async Task A_request_repeated_while_its_parcel_is_under_way_changes_nothing()
    {
        var delivery = _scene.AskPickup();
        await _scene.HandleAsync(delivery);
        await _scene.Tracking.ApplyAsync([_scene.EventOf(ConsignmentState.PickedUp)], null, CancellationToken.None);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal((1, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));
        Assert.Equal(ConsignmentState.PickedUp, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Theory]
    [InlineData(PostalReasonCodes.WaybillUsed)]
    [InlineData(PostalReasonCodes.WaybillOutside)]
    public async Task A_number_that_the_operator_will_never_take_is_not_offered_to_it_again(string code)
    {
        _scene.VnPost.Abilities = Ranged;
        _scene.AddRange(20261121, 20261199);
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused(code, "no"), false));
        Assert.Equal(code, Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(delivery)).Code);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal("CN202611221VN", Assert.Single(_scene.VnPost.Orders).Waybill);
    }

    [Fact]
    public async Task A_repeat_refused_for_its_area_goes_to_the_next_operator()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { LooksUp = false };
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false));
        await _scene.HandleAsync(delivery);
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused(PostalReasonCodes.AreaNotServed, "no"), false));
        _scene.VnPost.Bookings.Enqueue((new PostalReply<Booked>.Refused(PostalReasonCodes.AreaNotServed, "no"), false));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal("swift", _scene.Consignments.Get(PostScene.Pickup).Operator);
    }

    [Fact]
    public async Task A_booking_waits_for_tomorrow_when_its_only_operator_is_full()
    {
        var scene = Limited("vnpost", "vnpost");
        await scene.HandleAsync(scene.AskPickup("e-1", dossier: "D-1"));

        var defer = Assert.IsType<Outcome.Defer>(await scene.HandleAsync(scene.AskPickup("e-2", dossier: "D-2")));

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(7)), defer.Until);
        Assert.Equal("vnpost", Assert.Single(scene.Tasks.Open).Subject);
        Assert.Equal(ConsignmentState.Requested, scene.Consignments.Get("D-2-P1").State);

        scene.Clock.MoveTo(defer.Until);
        Assert.IsType<Outcome.Done>(await scene.HandleAsync(scene.AskPickup("e-2", dossier: "D-2")));
    }

    [Fact]
    public async Task A_booking_retries_soon_when_one_operator_is_full_and_another_away()
    {
        var scene = Limited("vnpost", "vnpost", "swift");
        await scene.HandleAsync(scene.AskPickup("e-1", dossier: "D-1"));
        scene.Swift.Bookings.Enqueue((new PostalReply<Booked>.Down("refused", MayHaveEffect: false), false));

        Assert.IsType<Outcome.Retry>(await scene.HandleAsync(scene.AskPickup("e-2", dossier: "D-2")));

        Assert.Empty(scene.Tasks.Open);
    }

    [Fact]
    public async Task A_place_in_a_rule_is_the_citizens_whichever_way_the_papers_go()
    {
        var scene = new PostScene(options => options with
        {
            Rules = [new PostalRule { Provinces = ["42"], Operators = ["swift"] }, new PostalRule { Operators = ["vnpost"] }],
        });
        var delivery = scene.Ask(PostalEventTypes.DeliveryRequested, """
            {"requestedAt":"2026-03-02T15:00:00+07:00",
             "citizen":{"name":"Nguyễn Văn Demo","phone":"0900000001","address":{"line":"Số 1","communeCode":"18001","provinceCode":"42"} },
             "agency":{"name":"Trung tâm Demo","phone":"02430000001","address":{"line":"Số 2","communeCode":"00008","provinceCode":"01"} },
             "papers":[{"id":"p-1","name":"Giấy khai sinh","count":1,"kind":"result"}]}
            """);

        Assert.IsType<Outcome.Done>(await scene.HandleAsync(delivery));

        var order = Assert.Single(scene.Swift.Orders);
        Assert.Equal(("Trung tâm Demo", "Nguyễn Văn Demo"), (order.Sender.Name, order.Receiver.Name));
    }

    [Fact]
    public async Task Whose_a_parcel_is_is_told_without_asking_anybody()
    {
        async Task<string?> OfAsync(Core.Envelopes.Delivery delivery) => await _scene.Connector.ReceiverAsync(delivery, CancellationToken.None);

        Assert.True(_scene.Connector.HasReceivers);
        Assert.Equal("vnpost", await OfAsync(_scene.AskPickup("e-1", dossier: "D-1")));
        Assert.Equal("swift", await OfAsync(_scene.AskPickup("e-2", dossier: "D-2", more: ",\"operator\":\"swift\"")));
        Assert.Null(await OfAsync(_scene.Ask(PostalEventTypes.PickupRequested, "{}", "e-3", "D-3")));
        Assert.Equal((0, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));

        // Where it was begun it stays, whatever a rule says now.
        await _scene.HandleAsync(_scene.AskPickup("e-2", dossier: "D-2", more: ",\"operator\":\"swift\""));
        Assert.Equal("swift", await OfAsync(_scene.AskPickup("e-2", dossier: "D-2")));
    }

    [Fact]
    public async Task A_wish_for_an_unknown_operator_is_refused_whatever_the_rules_say()
    {
        Assert.Equal(PostalReasonCodes.OperatorUnknown, Assert.IsType<Outcome.Reject>(await _scene.HandleAsync(_scene.AskPickup(more: ",\"operator\":\"nobody\""))).Code);
        Assert.Equal((0, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));

        var ruleless = new PostScene(options => options with { Rules = [new PostalRule { Services = ["express"], Operators = ["vnpost"] }] });
        Assert.Equal(PostalReasonCodes.NoOperator, Assert.IsType<Outcome.Reject>(await ruleless.HandleAsync(ruleless.AskPickup())).Code);
    }

    [Fact]
    public async Task Operators_are_asked_in_order_of_the_rule_or_by_price_where_it_says_so()
    {
        PostScene Priced(bool isCheapest)
        {
            var scene = new PostScene(options => options with { Rules = [new PostalRule { Operators = ["vnpost", "swift"], Cheapest = isCheapest }] });
            (scene.VnPost.Price, scene.Swift.Price) = (30_000, 20_000);
            (scene.VnPost.Abilities, scene.Swift.Abilities) = (scene.VnPost.Abilities with { Quotes = true }, scene.Swift.Abilities with { Quotes = true });
            return scene;
        }

        var (plain, cheapest) = (Priced(false), Priced(true));
        await plain.HandleAsync(plain.AskPickup());
        await cheapest.HandleAsync(cheapest.AskPickup());

        Assert.Equal((1, 0), (plain.VnPost.Asked, plain.Swift.Asked));
        Assert.Equal((0, 1), (cheapest.VnPost.Asked, cheapest.Swift.Asked));
    }

    [Fact]
    public async Task A_rule_for_a_service_is_not_one_for_requests_that_name_none()
    {
        var scene = new PostScene(options => options with
        {
            Rules = [new PostalRule { Services = ["express"], Operators = ["swift"] }, new PostalRule { Operators = ["vnpost"] }],
        });

        await scene.HandleAsync(scene.AskPickup("e-1", dossier: "D-1"));
        await scene.HandleAsync(scene.AskPickup("e-2", ",\"service\":\"express\"", "D-2"));

        Assert.Equal(["D-1-P1"], scene.VnPost.Orders.Select(order => order.Number));
        Assert.Equal(["D-2-P1"], scene.Swift.Orders.Select(order => order.Number));
    }

    [Fact]
    public async Task A_rule_fits_only_its_own_commune_and_direction()
    {
        var scene = new PostScene(options => options with
        {
            Rules = [new PostalRule { Direction = PostalDirection.Delivery, Operators = ["vnpost"] }, new PostalRule { Communes = ["00004"], Operators = ["swift"] }],
        });

        Assert.IsType<Outcome.Done>(await scene.HandleAsync(scene.AskPickup()));

        Assert.Equal((0, 1), (scene.VnPost.Asked, scene.Swift.Asked));
    }
}
