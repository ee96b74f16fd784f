using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal.Acts;

public sealed class RemittanceTests
{
    private readonly ActScene _scene = new();

    [Fact]
    public async Task Filling_a_remittance_takes_all_unremitted_cash_of_the_office()
    {
        Cash(1, 10_001);
        Cash(2, 20_002);
        Cash(3, 40_004, c => c with { Office = "200000" });
        Cash(4, 80_008, c => c with { Operator = "swift" });
        _scene.Put(sequence: 5);
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);

        var filled = ActScene.Done(await FillAsync("k-1"));
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance, "S-2");

        Assert.Equal((2, 30_003L), (filled.Count, filled.Total));
        Assert.Equal("vnpost.S-1", _scene.Get(Number(1)).Cash!.Sheet);
        Assert.Equal(0, ActScene.Done(await FillAsync("k-2", "S-2")).Count);
        Assert.Equal(
            ["on-other-sheet", "no-cash"], ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Add, "k-3", "S-2", numbers: [Number(1), Number(5)])).Lines.Select(line => line.Verdict));
    }

    [Fact]
    public async Task Money_is_remitted_by_the_office_that_took_it_wherever_the_parcel_goes()
    {
        _scene.Put(change: c => c with { FeeToCollect = 10_001 });
        await _scene.DoneAsync(ActScene.An, _scene.Collected(ago: TimeSpan.FromHours(1)) with { Cash = new ActCash(10_001, null) });
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.HandedOver) with { Office = "200000" });
        await _scene.OpenAsync(ActScene.Far, SheetKind.Remittance, "S-2");
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);

        Assert.Equal(0, ActScene.Done(await _scene.ChangeAsync(ActScene.Far, SheetKind.Remittance, SheetActs.Fill, "f-1", "S-2")).Count);
        Assert.Equal(10_001, ActScene.Done(await FillAsync("k-1")).Total);
    }

    [Fact]
    public async Task Cash_that_is_taken_off_a_list_waits_for_another()
    {
        Cash(1, 10_001);
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);
        await FillAsync("k-1");

        Assert.Equal(0, ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Remove, "k-2", numbers: Number(1))).Total);
        Assert.Null(_scene.Get(Number(1)).Cash!.Sheet);
        Assert.Equal(10_001, ActScene.Done(await FillAsync("k-3")).Total);
    }

    [Fact]
    public async Task A_remittance_is_received_only_to_the_dong()
    {
        Cash(1, 10_001);
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);
        await FillAsync("k-1");
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await ReceiveAsync("r-0", 10_001));
        await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Close, "k-2");

        var wrong = ActScene.Done(await ReceiveAsync("r-1", 10_000));
        Assert.Equal(("closed", "amount-differs"), (wrong.State, Assert.Single(wrong.Findings).Code));
        Assert.Equal([ActTaskKinds.RemittanceDiffers], _scene.OpenTasks);

        var right = ActScene.Done(await ReceiveAsync("r-2", 10_001));
        Assert.Equal(("confirmed", 0), (right.State, right.Findings.Count));
        Assert.Empty(_scene.OpenTasks);
        Assert.IsType<ActResult<SheetAnswer>.WrongState>(await ReceiveAsync("r-3", 10_001));
        var marks = (await _scene.Post.Consignments.SheetAsync(SheetKind.Remittance, "vnpost.S-1", CancellationToken.None))!.Marks;
        Assert.Equal([("opened", null), ("closed", null), ("disputed", 10_000L), ("received", 10_001L)], marks.Select(mark => (mark.Act, mark.Amount)));
    }

    [Theory]
    [InlineData(-1L, "Thủ quỹ", "/amount")]
    [InlineData(null, "Thủ quỹ", "/amount")]
    [InlineData(1L, null, "/name")]
    public async Task Who_receives_says_how_much_and_who_he_is(long? amount, string? name, string at)
    {
        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);

        Assert.Equal([at], ActScene.Pointers(await _scene.ChangeAsync(ActScene.Centre, SheetKind.Remittance, SheetActs.Receive, "r-1", change: told => told with { Amount = amount, Name = name })));
    }

    [Fact]
    public async Task Five_hundred_lines_are_added_at_once_and_a_full_list_says_so()
    {
        for (var i = 1; i <= 2001; i++)
        {
            Cash(i, 1);
        }

        await _scene.OpenAsync(ActScene.An, SheetKind.Remittance);
        var findings = new List<string?>();
        for (var i = 1; i <= 5; i++)
        {
            findings.Add(ActScene.Done(await FillAsync($"k-{i}")).Findings.SingleOrDefault()?.Code);
        }

        Assert.Equal(["more-to-add", "more-to-add", "more-to-add", "more-to-add", "sheet-full"], findings);
        Assert.Equal((2000, 2000L), (ActScene.Done(await FillAsync("k-6")).Count, ActScene.Done(await FillAsync("k-7")).Total));
        var left = _scene.Post.Consignments.All.Single(each => each.Cash!.Sheet is null);
        Assert.Equal("sheet-full", Assert.Single(ActScene.Done(await _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Add, "k-8", numbers: left.Number)).Lines).Verdict);
    }

    private static string Number(int sequence) => $"{PostScene.Dossier}-P{sequence}";

    private void Cash(int sequence, long amount, Func<Consignment, Consignment>? change = null) => _scene.Put(
        sequence: sequence, change: c => (change ?? (same => same))(c with { RequestId = Number(sequence), Cash = new PostalCash(amount, _scene.Now, "key-an", null, null) }));

    private Task<ActResult<SheetAnswer>> FillAsync(string actId, string id = "S-1") => _scene.ChangeAsync(ActScene.An, SheetKind.Remittance, SheetActs.Fill, actId, id);

    private Task<ActResult<SheetAnswer>> ReceiveAsync(string actId, long amount) =>
        _scene.ChangeAsync(ActScene.Centre, SheetKind.Remittance, SheetActs.Receive, actId, change: told => told with { Amount = amount, Name = "Thủ quỹ Demo" });
}
