using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal.Acts;

public sealed class SheetServiceTests
{
    private readonly ActScene _scene = new();

    [Fact]
    public async Task A_sheet_opened_again_is_the_same_sheet_as_it_was_when_it_was_opened()
    {
        _scene.Put();
        var at = _scene.Now.AddHours(-1);
        var first = ActScene.Done(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, at: at));
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Add, "k-1", numbers: PostScene.Pickup);
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-2");
        _scene.Post.Clock.Advance(TimeSpan.FromDays(100));

        var again = (ActResult<SheetAnswer>.Done)await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, at: at);

        Assert.Equal((true, "vnpost.S-1", "open", 0, first.ReceivedAt), (again.IsRepeat, again.Answer.Id, again.Answer.State, again.Answer.Count, again.Answer.ReceivedAt));
        Assert.True(((ActResult<SheetAnswer>.Done)await _scene.OpenAsync(ActScene.An, SheetKind.Manifest)).IsRepeat);
    }

    [Fact]
    public async Task An_id_that_another_sheet_has_is_refused()
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Handover, way: HandoverWay.ToPost, at: _scene.Now);

        Assert.IsType<ActResult<SheetAnswer>.Differs>(await _scene.OpenAsync(ActScene.An, SheetKind.Handover, way: HandoverWay.ToAgency, at: _scene.Now));
        Assert.IsType<ActResult<SheetAnswer>.Differs>(await _scene.OpenAsync(ActScene.An, SheetKind.Handover, way: HandoverWay.ToPost, at: _scene.Now.AddMinutes(-1)));
        Assert.IsType<ActResult<SheetAnswer>.Differs>(await _scene.OpenAsync(ActScene.Dispatcher, SheetKind.Handover, way: HandoverWay.ToPost));
        Assert.IsType<ActResult<SheetAnswer>.Differs>(await _scene.OpenAsync(ActScene.Far, SheetKind.Handover, way: HandoverWay.ToPost));
        Assert.IsType<ActResult<SheetAnswer>.Done>(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest));
    }

    [Fact]
    public async Task A_sheet_whose_id_bears_the_operators_name_already_is_found_by_it()
    {
        Assert.Equal("vnpost.BK-1", ActScene.Done(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, "vnpost.BK-1")).Id);
        Assert.IsType<ActResult<SheetAnswer>.Done>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1", "vnpost.BK-1"));
        Assert.Equal("vnpost.HO-1", ActScene.Done(await _scene.OpenAsync(ActScene.Centre, SheetKind.Handover, "vnpost.HO-1", HandoverWay.ToPost)).Id);
    }

    [Fact]
    public async Task What_cannot_be_opened_says_why()
    {
        Assert.Equal(["/way"], ActScene.Pointers(await _scene.OpenAsync(ActScene.An, SheetKind.Handover)));
        Assert.Equal(["/way"], ActScene.Pointers(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, way: HandoverWay.ToPost)));
        Assert.Equal(["/office"], ActScene.Pointers(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, office: "200000")));
        Assert.Equal(["/at"], ActScene.Pointers(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, at: _scene.Now.AddDays(-91))));
        foreach (var id in (string[])["", "a b", "BK.pdf", "BK.html", "a:b", new string('x', 61)])
        {
            Assert.Equal(["/id"], ActScene.Pointers(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, id)));
        }

        Assert.IsType<ActResult<SheetAnswer>.Ahead>(await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, at: _scene.Now.AddMinutes(11)));
        var other = new SheetOpening(SheetKind.Manifest, "S-1", "swift", null, null, null);
        Assert.Equal(["/operator"], ActScene.Pointers(await _scene.Sheets.OpenAsync(ActScene.An, other, null, CancellationToken.None)));
        Assert.Equal(["/operator"], ActScene.Pointers(await _scene.Sheets.OpenAsync(ActScene.Centre, other with { Operator = null }, null, CancellationToken.None)));
    }

    [Fact]
    public async Task A_sheet_of_another_operator_or_office_is_not_there()
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);

        Assert.IsType<ActResult<SheetAnswer>.NotFound>(await _scene.ChangeAsync(ActScene.Far, SheetKind.Manifest, SheetActs.Close, "k-1"));
        Assert.IsType<ActResult<SheetAnswer>.NotFound>(await _scene.ChangeAsync(ActScene.Swift, SheetKind.Manifest, SheetActs.Close, "k-1"));
        Assert.IsType<ActResult<SheetAnswer>.NotFound>(await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Close, "k-1"));
        Assert.IsType<ActResult<SheetAnswer>.Done>(await _scene.ChangeAsync(ActScene.Dispatcher, SheetKind.Manifest, SheetActs.Close, "k-1"));
    }

    [Fact]
    public async Task Each_number_has_its_own_verdict()
    {
        _scene.Put();
        _scene.Put(sequence: 2, change: c => c with { Office = "200000" });
        _scene.Put(sequence: 3, change: c => c with { Operator = "swift" });
        _scene.Put(sequence: 4, change: c => c with { State = Delivered });
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);

        var added = ActScene.Done(await _scene.ChangeAsync(
            ActScene.An, SheetKind.Manifest, SheetActs.Add, "k-1", numbers: [PostScene.Pickup, PostScene.Pickup, PostScene.Dossier + "-P2", PostScene.Dossier + "-P3", PostScene.Dossier + "-P4", "NONE"]));
        var removed = ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Remove, "k-2", numbers: [PostScene.Pickup, PostScene.Pickup]));

        Assert.Equal(["added", "already", "not-found", "not-found", "wrong-state", "not-found"], added.Lines.Select(line => line.Verdict));
        Assert.Equal(1, added.Count);
        Assert.Equal(["removed", "not-on-sheet"], removed.Lines.Select(line => line.Verdict));
        Assert.Equal((0, null), (removed.Count, _scene.Get().Manifest));
    }

    [Fact]
    public async Task A_sheet_of_all_offices_takes_what_any_of_them_has()
    {
        _scene.Put(change: c => c with { Office = "200000" });
        await _scene.OpenAsync(ActScene.Dispatcher, SheetKind.Manifest);
        await _scene.OpenAsync(ActScene.Dispatcher, SheetKind.Manifest, "S-2", office: "100000");

        Assert.Equal("other-office", Assert.Single(ActScene.Done(await _scene.ChangeAsync(ActScene.Dispatcher, SheetKind.Manifest, SheetActs.Add, "k-1", "S-2", numbers: PostScene.Pickup)).Lines).Verdict);
        Assert.Equal("added", Assert.Single(ActScene.Done(await _scene.ChangeAsync(ActScene.Dispatcher, SheetKind.Manifest, SheetActs.Add, "k-2", numbers: PostScene.Pickup)).Lines).Verdict);
    }

    [Fact]
    public async Task A_consignment_lies_on_one_open_manifest_at_a_time()
    {
        _scene.Put();
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest, "S-2");
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Add, "k-1", numbers: PostScene.Pickup);

        Assert.Equal("on-other-sheet", Assert.Single(ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Add, "k-2", "S-2", numbers: PostScene.Pickup)).Lines).Verdict);
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-3");
        Assert.Equal("added", Assert.Single(ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Add, "k-4", "S-2", numbers: PostScene.Pickup)).Lines).Verdict);
        Assert.Equal("vnpost.S-2", _scene.Get().Manifest);
    }

    [Fact]
    public async Task A_closed_sheet_is_changed_no_more()
    {
        _scene.Put();
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1");

        foreach (var act in (string[])[SheetActs.Add, SheetActs.Remove])
        {
            Assert.IsType<ActResult<SheetAnswer>.WrongState>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, act, $"k-{act}", numbers: PostScene.Pickup));
        }

        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-4"));
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Fill, "k-5"));
    }

    [Theory]
    [InlineData(SheetActs.Close, "/numbers")]
    [InlineData(SheetActs.Close, "/amount")]
    [InlineData(SheetActs.Close, "/disputes")]
    [InlineData(SheetActs.Add, "/name")]
    [InlineData(SheetActs.Add, "/numbers")]
    public async Task What_a_change_lacks_or_cannot_carry_is_named(string act, string at)
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);
        var told = await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, act, "k-1", change: told => (act, at) switch
        {
            (SheetActs.Close, "/numbers") => told with { Numbers = [PostScene.Pickup] },
            (SheetActs.Add, "/numbers") => told with { Numbers = [null!] },
            (_, "/amount") => told with { Amount = 1 },
            (_, "/disputes") => told with { Disputes = [new SheetDispute(PostScene.Pickup, null)] },
            _ => told with { Name = "x", Numbers = [PostScene.Pickup] },
        });

        Assert.Equal([at], ActScene.Pointers(told));
    }

    [Fact]
    public async Task A_change_ahead_of_time_or_out_of_it_is_refused_and_a_repeat_never_is()
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);

        Assert.IsType<ActResult<SheetAnswer>.Ahead>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1", ago: TimeSpan.FromMinutes(-11)));
        Assert.Equal(["/at"], ActScene.Pointers(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1", ago: TimeSpan.FromDays(91))));
        await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1");
        _scene.Post.Clock.Advance(TimeSpan.FromDays(100));
        Assert.True(((ActResult<SheetAnswer>.Done)await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1", ago: TimeSpan.FromDays(100))).IsRepeat);
    }

    [Fact]
    public async Task The_id_of_an_act_serves_no_change_of_a_sheet()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, "same"));
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);

        Assert.IsType<ActResult<SheetAnswer>.Differs>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "same"));
    }

    [Fact]
    public async Task Who_is_never_let_in_by_others_is_told_that_nothing_was_done()
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Manifest);
        _scene.Post.Consignments.Refuse = 8;

        Assert.IsType<ActResult<SheetAnswer>.Busy>(await _scene.ChangeAsync(ActScene.An, SheetKind.Manifest, SheetActs.Close, "k-1"));
    }
}
