using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.UnitTests.Postal.Acts;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>What an operator's own "delivered" proves, and how it gives way to what its staff tell.</summary>
public sealed class SystemDeliveryTests
{
    private readonly ActScene _scene = new();

    [Theory]
    [InlineData("Nguyễn Văn Demo", "self", true)]
    [InlineData("NGUYEN VAN DEMO", "self", true)]
    [InlineData("Trần Thị Khác", "other", false)]
    public async Task The_receiver_named_by_the_operator_is_the_proof_of_delivery(string name, string relation, bool isAllowed)
    {
        _scene.Put(PostalDirection.Delivery);

        await TellAsync(Delivered, name);

        var proof = _scene.Get(ActScene.Delivery).Proof!;
        Assert.Equal((name, relation, false, isAllowed, true), (proof.Name, proof.Relation, proof.IdentityChecked, proof.IsAllowed, proof.FromSystem));
        Assert.Single(Proofs);
        Assert.Equal(isAllowed ? [] : [ActTaskKinds.ReceiverNotEntitled], _scene.OpenTasks);
    }

    [Fact]
    public async Task Where_a_paper_must_be_shown_a_name_alone_decides_nothing()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { MayReceive = [new MayReceive("Trần Thị Demo", "family", "001099123456")] });

        await TellAsync(Delivered, "Trần Thị Demo");

        Assert.Equal(("family", null), (_scene.Get(ActScene.Delivery).Proof!.Relation, _scene.Get(ActScene.Delivery).Proof!.IsAllowed));
        Assert.Empty(_scene.OpenTasks);
    }

    [Fact]
    public async Task A_receiver_missing_from_the_list_may_not_receive()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { MayReceive = [new MayReceive("Trần Thị Demo", "family", null)] });

        await TellAsync(Delivered, "Nguyễn Văn Demo");

        Assert.Equal([ActTaskKinds.ReceiverNotEntitled], _scene.OpenTasks);
    }

    [Fact]
    public async Task Only_a_name_told_with_a_delivery_is_a_proof()
    {
        _scene.Put(PostalDirection.Delivery);
        _scene.Put();

        await TellAsync(OutForDelivery, "Nguyễn Văn Demo");
        await TellAsync(Delivered, null);
        await TellAsync(Delivered, "Cán bộ Demo", PostScene.Pickup);

        Assert.Null(_scene.Get(ActScene.Delivery).Proof);
        Assert.Null(_scene.Get().Proof);
        Assert.Empty(Proofs);
    }

    [Fact]
    public async Task A_name_that_comes_after_the_delivery_was_known_proves_nothing()
    {
        _scene.Put(PostalDirection.Delivery);
        await TellAsync(Delivered, null);

        await TellAsync(Delivered, "Trần Thị Khác", key: "again");

        Assert.Null(_scene.Get(ActScene.Delivery).Proof);
        Assert.Empty(_scene.OpenTasks);
    }

    [Fact]
    public async Task The_operator_owes_the_amount_of_a_delivered_order()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 45_678 });
        await TellAsync(OutForDelivery, null);
        Assert.Null(_scene.Get(ActScene.Delivery).Cash);

        await TellAsync(Delivered, null);

        var cash = _scene.Get(ActScene.Delivery).Cash!;
        Assert.Equal((45_678L, "vnpost", true, (string?)null), (cash.Amount, cash.By, cash.FromSystem, cash.Sheet));
        await _scene.OpenAsync(ActScene.Centre, SheetKind.Remittance);
        Assert.Equal(45_678, ActScene.Done(await _scene.ChangeAsync(ActScene.Centre, SheetKind.Remittance, SheetActs.Fill, "f-1")).Total);
    }

    [Fact]
    public async Task Cash_recorded_by_staff_is_not_replaced_by_the_systems_delivery()
    {
        var cash = new PostalCash(20_000, _scene.Now, "key-an", "BL-1", "vnpost.S-1");
        _scene.Put(change: c => c with { FeeToCollect = 20_000, State = PickedUp, Cash = cash });

        await TellAsync(Delivered, null, PostScene.Pickup);

        Assert.Equal((Delivered, cash), (_scene.Get().State, _scene.Get().Cash));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public async Task Staff_who_record_no_cash_are_not_said_to_have_taken_any(long? taken)
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 45_678, State = OutForDelivery });

        await _scene.DoneAsync(ActScene.An, _scene.Delivered() with { Cash = taken is { } amount ? new ActCash(amount, null) : null }, ActScene.Delivery);

        Assert.Equal(Delivered, _scene.Get(ActScene.Delivery).State);
        Assert.Null(_scene.Get(ActScene.Delivery).Cash);
    }

    [Fact]
    public async Task An_order_without_an_amount_records_no_cash()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 0 });

        await TellAsync(Delivered, "Nguyễn Văn Demo");

        Assert.Null(_scene.Get(ActScene.Delivery).Cash);
    }

    [Theory]
    [InlineData("ngsp", "", true)]
    [InlineData("ngsp", FeeWords.Words, false)]
    [InlineData("lgsp", "", true)]
    [InlineData("myvnpost", "", false)]
    [InlineData("myvnpost", FeeWords.Amount, true)]
    public void A_pickups_fee_is_owed_only_where_it_was_the_amount_of_the_order(string dialect, string pickupFee, bool isOwed)
    {
        var party = _scene.Post.Options.Operators["vnpost"] with { PickupFee = pickupFee, Dialect = dialect };
        var options = _scene.Post.Options with { Operators = new Dictionary<string, PostalOperatorOptions> { ["vnpost"] = party } };
        var fold = new PostalFold(options, _scene.Post.Watch, new PostalAlerts(new EnvelopeIds(_scene.Post.Clock, new Random(3)), WorkingCalendars.BuiltIn));

        var told = fold.Fold(_scene.Post.Booked() with { FeeToCollect = 20_000 }, _scene.Post.EventOf(Delivered), _scene.Now).Consignment;

        Assert.Equal(isOwed ? 20_000 : null, told.Cash?.Amount);
    }

    [Fact]
    public async Task What_staff_record_replaces_what_the_operators_system_told()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 45_678 });
        await TellAsync(Delivered, "Nguyễn Văn Demo");
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);
        await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Fill, "f-1");

        var told = await _scene.DoneAsync(ActScene.An, _scene.Delivered() with { Cash = new ActCash(45_678, "BL-1") }, ActScene.Delivery);

        var after = _scene.Get(ActScene.Delivery);
        Assert.Empty(told.Findings);
        Assert.Equal((true, false), (after.Proof!.IdentityChecked, after.Proof.FromSystem));
        Assert.Equal(("BL-1", "vnpost.S-1", "key-an", false), (after.Cash!.Receipt, after.Cash.Sheet, after.Cash.By, after.Cash.FromSystem));
        Assert.Equal(2, Proofs.Distinct().Count());
    }

    [Theory]
    [InlineData(45_000)]
    [InlineData(0)]
    public async Task Staff_who_took_another_sum_are_believed_while_the_money_is_on_no_list(long taken)
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 45_678 });
        await TellAsync(Delivered, null);

        var told = await _scene.DoneAsync(ActScene.An, _scene.Delivered() with { Cash = new ActCash(taken, null) }, ActScene.Delivery);

        Assert.Equal(taken == 0 ? null : taken, _scene.Get(ActScene.Delivery).Cash?.Amount);
        Assert.Contains(ActFindings.CashDiffers, told.Findings);
    }

    [Fact]
    public async Task Another_sum_than_the_one_handed_on_already_changes_no_list()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { FeeToCollect = 45_678 });
        await TellAsync(Delivered, null);
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);
        await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Fill, "f-1");

        var told = await _scene.DoneAsync(ActScene.An, _scene.Delivered() with { Cash = new ActCash(45_000, null) }, ActScene.Delivery);

        Assert.Equal((45_678L, "vnpost.S-1"), (_scene.Get(ActScene.Delivery).Cash!.Amount, _scene.Get(ActScene.Delivery).Cash!.Sheet));
        Assert.Contains(ActFindings.CashKept, told.Findings);
    }

    private IEnumerable<string> Proofs => _scene.Post.Consignments.Events.Where(told => told.Event.Type == PostalEventTypes.ProofRecorded).Select(told => told.Event.Id);

    private Task TellAsync(ConsignmentState state, string? receiver, string number = ActScene.Delivery, string? key = null)
    {
        _scene.Post.Clock.Advance(TimeSpan.FromMinutes(5));
        return _scene.Post.Tracking.ApplyAsync([_scene.Post.EventOf(state, key: key ?? $"{number}/{state}", number: number) with { Receiver = receiver }], null, CancellationToken.None);
    }
}
