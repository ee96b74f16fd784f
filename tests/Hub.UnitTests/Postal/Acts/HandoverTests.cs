using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal.Acts;

public sealed class HandoverTests
{
    private readonly ActScene _scene = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Papers_change_hands_once_both_sides_have_signed_in_either_order(bool isPostFirst)
    {
        _scene.Put(PostalDirection.Delivery);
        await SlipAsync(HandoverWay.ToPost, ActScene.Delivery);
        var (one, two) = isPostFirst ? (ActScene.An, ActScene.Centre) : (ActScene.Centre, ActScene.An);

        var first = ActScene.Done(await ConfirmAsync(one, "k-1", ago: TimeSpan.FromHours(2)));
        var side = Assert.Single(await MarksAsync(), mark => mark.Name is not null);
        Assert.Equal((isPostFirst ? "post-confirmed" : "agency-confirmed", one.Id), (side.Act, side.By));
        Assert.Equal(("closed", Booked, 0), (first.State, _scene.Get(ActScene.Delivery).State, _scene.Post.Consignments.Custody.Count));

        var both = ActScene.Done(await ConfirmAsync(two, "k-2", ago: TimeSpan.FromHours(3)));

        Assert.Equal(("confirmed", PickedUp, 2), (both.State, _scene.Get(ActScene.Delivery).State, _scene.Post.Consignments.Custody.Count));
        Assert.All(_scene.Post.Consignments.Custody, link => Assert.Equal((Holder.Clerk, Holder.Postman, _scene.Now.AddHours(-2), _scene.Now), (link.From, link.To, link.At, link.ReceivedAt)));
    }

    [Fact]
    public async Task One_side_signs_once_and_a_repeat_is_answered_the_same()
    {
        _scene.Put(PostalDirection.Delivery);
        await SlipAsync(HandoverWay.ToPost, ActScene.Delivery);
        var first = await ConfirmAsync(ActScene.An, "k-1");

        var again = await ConfirmAsync(ActScene.An, "k-1");

        Assert.Equal((true, ActScene.Done(first).State), (((ActResult<SheetAnswer>.Done)again).IsRepeat, ActScene.Done(again).State));
        Assert.IsType<ActResult<SheetAnswer>.Differs>(await ConfirmAsync(ActScene.An, "k-1", name: "Người khác"));
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await ConfirmAsync(ActScene.Binh, "k-2"));
        Assert.Equal(Booked, _scene.Get(ActScene.Delivery).State);
    }

    [Fact]
    public async Task A_disputed_line_stays_where_it_was_and_becomes_a_task()
    {
        _scene.Put(PostalDirection.Delivery);
        _scene.Put(PostalDirection.Delivery, sequence: 2);
        await SlipAsync(HandoverWay.ToPost, ActScene.Delivery, PostScene.Dossier + "-D2");
        var dispute = new SheetDispute(ActScene.Delivery, "không thấy bì");

        var first = ActScene.Done(await ConfirmAsync(ActScene.An, "k-1", dispute));
        var both = ActScene.Done(await ConfirmAsync(ActScene.Centre, "k-2"));

        Assert.Equal(["line-disputed"], first.Findings.Select(finding => finding.Code));
        Assert.Equal(["line-disputed"], both.Findings.Select(finding => finding.Code));
        Assert.Equal((Booked, PickedUp), (_scene.Get(ActScene.Delivery).State, _scene.Get(PostScene.Dossier + "-D2").State));
        Assert.Equal((null, "vnpost.S-1"), (_scene.Get(ActScene.Delivery).Handover, _scene.Get(PostScene.Dossier + "-D2").Handover));
        Assert.Equal([ActTaskKinds.HandoverDisputed], _scene.OpenTasks);
        var mark = Assert.Single(await MarksAsync(), mark => mark.Number is not null);
        Assert.Equal(("disputed", "key-an", "không thấy bì"), (mark.Act, mark.By, mark.Note));
        await _scene.OpenAsync(ActScene.An, SheetKind.Handover, "S-2", HandoverWay.ToPost);
        Assert.Equal(["added"], Verdicts(await AddAsync("S-2", ActScene.Delivery)));
    }

    [Fact]
    public async Task A_dispute_names_a_line_of_the_slip()
    {
        _scene.Put(PostalDirection.Delivery);
        await SlipAsync(HandoverWay.ToPost, ActScene.Delivery);

        Assert.Equal(["/disputes/1/number"], ActScene.Pointers(await ConfirmAsync(ActScene.An, "k-1", new SheetDispute(ActScene.Delivery, null), new SheetDispute("H40-NONE", null))));
        Assert.Equal(["/disputes/0/number"], ActScene.Pointers(await ConfirmAsync(ActScene.An, "k-1", new SheetDispute(null!, "x"))));
        Assert.Equal(["/disputes/0/number"], ActScene.Pointers(await ConfirmAsync(ActScene.An, "k-1", (SheetDispute)null!)));
    }

    [Fact]
    public async Task An_empty_slip_is_not_signed_and_one_that_is_signed_takes_nothing_more()
    {
        _scene.Put(PostalDirection.Delivery);
        await _scene.OpenAsync(ActScene.An, SheetKind.Handover, way: HandoverWay.ToPost);
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await ConfirmAsync(ActScene.An, "k-1"));

        await AddAsync("S-1", ActScene.Delivery);
        await ConfirmAsync(ActScene.An, "k-2");

        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await _scene.ChangeAsync(ActScene.An, SheetKind.Handover, SheetActs.Add, "k-4", numbers: ActScene.Delivery));
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await _scene.ChangeAsync(ActScene.An, SheetKind.Handover, SheetActs.Remove, "k-3", numbers: ActScene.Delivery));
    }

    [Fact]
    public async Task Only_papers_that_were_fetched_are_passed_on_to_the_agency()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Collected(papers: [("p-1", 1), ("p-2", 0)]));
        await SlipAsync(HandoverWay.ToAgency, PostScene.Pickup);
        await ConfirmAsync(ActScene.An, "k-1");
        await ConfirmAsync(ActScene.Centre, "k-2");

        Assert.Equal(Delivered, _scene.Get().State);
        var chain = Assert.Single(CustodyCheck.Of(_scene.Post.Consignments.Custody, [_scene.Get()]));
        Assert.Equal((PostScene.Dossier + "/p-1", Holder.Clerk, 0), (chain.Item, chain.Holder!.Value, chain.Faults.Count));
    }

    [Fact]
    public async Task A_pickup_that_nobody_scanned_is_passed_whole_with_its_gap()
    {
        _scene.Put();
        await SlipAsync(HandoverWay.ToAgency, PostScene.Pickup);
        await ConfirmAsync(ActScene.An, "k-1");
        await ConfirmAsync(ActScene.Centre, "k-2");

        var chains = CustodyCheck.Of(_scene.Post.Consignments.Custody, [_scene.Get()]);

        Assert.Equal(2, chains.Count);
        Assert.All(chains, chain => Assert.Equal(("gap", 1), (Assert.Single(chain.Faults).Kind, chain.Faults[0].No)));
    }

    [Fact]
    public async Task A_result_that_comes_back_is_returned_and_the_centres_to_settle()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { State = DeliveryFailed });
        await SlipAsync(HandoverWay.ToAgency, ActScene.Delivery);
        await ConfirmAsync(ActScene.An, "k-1");
        await ConfirmAsync(ActScene.Centre, "k-2");

        Assert.Equal(Returned, _scene.Get(ActScene.Delivery).State);
        Assert.Equal(["parcel-returned"], _scene.OpenTasks);
        Assert.All(_scene.Post.Consignments.Custody, link => Assert.Equal((Holder.Postman, Holder.Clerk), (link.From, link.To)));
    }

    [Fact]
    public async Task What_a_signed_slip_brought_out_may_come_back_by_another()
    {
        _scene.Put(PostalDirection.Delivery);
        await SlipAsync(HandoverWay.ToPost, ActScene.Delivery);
        await _scene.OpenAsync(ActScene.An, SheetKind.Handover, "S-2", HandoverWay.ToAgency);
        Assert.Equal(["on-other-sheet"], Verdicts(await AddAsync("S-2", ActScene.Delivery)));
        await ConfirmAsync(ActScene.An, "k-1");
        await ConfirmAsync(ActScene.Centre, "k-2");

        Assert.Equal(["added"], Verdicts(await _scene.ChangeAsync(ActScene.An, SheetKind.Handover, SheetActs.Add, "k-3", "S-2", numbers: ActScene.Delivery)));
    }

    [Fact]
    public async Task A_line_that_contradicts_what_is_known_changes_no_hands()
    {
        _scene.Put(PostalDirection.Delivery);
        await SlipAsync(HandoverWay.ToAgency, ActScene.Delivery);
        await ConfirmAsync(ActScene.An, "k-1");
        await _scene.DoneAsync(ActScene.An, _scene.Delivered(), ActScene.Delivery);
        await ConfirmAsync(ActScene.Centre, "k-2");

        Assert.Equal(Delivered, _scene.Get(ActScene.Delivery).State);
        Assert.Contains("parcel-conflict", _scene.OpenTasks);
        Assert.DoesNotContain(_scene.Post.Consignments.Custody, link => link.To is Holder.Clerk);
    }

    [Theory]
    [InlineData(HandoverWay.ToPost, PostalDirection.Delivery, Booked, "added")]
    [InlineData(HandoverWay.ToPost, PostalDirection.Pickup, PickedUp, "wrong-state")]
    [InlineData(HandoverWay.ToPost, PostalDirection.Delivery, Lost, "wrong-state")]
    [InlineData(HandoverWay.ToPost, PostalDirection.Delivery, Delivered, "wrong-state")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Pickup, PickedUp, "added")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Pickup, Lost, "added")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Pickup, Delivered, "added")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Pickup, Returned, "wrong-state")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Pickup, Cancelled, "wrong-state")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Delivery, Returned, "added")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Delivery, Delivered, "wrong-state")]
    [InlineData(HandoverWay.ToAgency, PostalDirection.Delivery, Requested, "not-found")]
    public async Task A_slip_takes_what_can_go_its_way(HandoverWay way, PostalDirection direction, ConsignmentState state, string verdict)
    {
        var made = _scene.Put(direction, c => c with { State = state });
        await _scene.OpenAsync(ActScene.Centre, SheetKind.Handover, way: way);

        Assert.Equal([verdict], Verdicts(await _scene.ChangeAsync(ActScene.Centre, SheetKind.Handover, SheetActs.Add, "k-1", numbers: made.Number)));
    }

    [Fact]
    public async Task The_agencys_confirmation_ends_the_tasks_of_a_found_parcel()
    {
        _scene.Put(change: c => c with { State = PickedUp });
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Failed) with { Reason = "lost" });
        await SlipAsync(HandoverWay.ToAgency, PostScene.Pickup);
        await ConfirmAsync(ActScene.An, "k-1");
        await ConfirmAsync(ActScene.Centre, "k-2");

        Assert.Equal(Delivered, _scene.Get().State);
        Assert.Empty(_scene.OpenTasks);
    }

    [Fact]
    public async Task A_slip_takes_nothing_that_another_operator_carries()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { Operator = "swift" });
        await _scene.OpenAsync(ActScene.Centre, SheetKind.Handover, way: HandoverWay.ToPost);

        Assert.Equal(["not-found"], Verdicts(await _scene.ChangeAsync(ActScene.Centre, SheetKind.Handover, SheetActs.Add, "k-1", numbers: ActScene.Delivery)));
    }

    private async Task<IReadOnlyList<SheetMark>> MarksAsync() => (await _scene.Post.Consignments.SheetAsync(SheetKind.Handover, "vnpost.S-1", CancellationToken.None))!.Marks;

    private static IEnumerable<string> Verdicts(ActResult<SheetAnswer> result) => ActScene.Done(result).Lines.Select(line => line.Verdict);

    private async Task SlipAsync(HandoverWay way, params string[] numbers)
    {
        ActScene.Done(await _scene.OpenAsync(ActScene.An, SheetKind.Handover, way: way));
        Assert.All(Verdicts(await AddAsync("S-1", numbers)), verdict => Assert.Equal("added", verdict));
    }

    private Task<ActResult<SheetAnswer>> AddAsync(string id, params string[] numbers) => _scene.ChangeAsync(ActScene.An, SheetKind.Handover, SheetActs.Add, $"add-{id}", id, numbers: numbers);

    private Task<ActResult<SheetAnswer>> ConfirmAsync(PostalStaff side, string actId, params SheetDispute[] disputes) => ConfirmAsync(side, actId, "Người ký", null, disputes);

    private Task<ActResult<SheetAnswer>> ConfirmAsync(PostalStaff side, string actId, string name = "Người ký", TimeSpan? ago = null, params SheetDispute[] disputes) => _scene.ChangeAsync(
        side, SheetKind.Handover, SheetActs.Confirm, actId, change: told => told with { Name = name, Disputes = disputes.Length == 0 ? null : disputes }, ago: ago);
}
