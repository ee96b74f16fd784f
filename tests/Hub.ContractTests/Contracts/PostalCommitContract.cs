using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Tests;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.ContractTests.Contracts;

/// <summary>A batch of the post is written whole, or refused and nothing of it is there.</summary>
public abstract class PostalCommitContract<TFixture> : PostalContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private ITasks Tasks => Port<ITasks>();

    [Fact]
    public async Task Everything_of_a_batch_is_there_once_it_is_committed()
    {
        await PrepareAsync();

        await CommitAsync(Everything());
        await KillAsync();

        Assert.Equal((Booked, 2), ((await StoredAsync("H01-D1")) is var c ? (c.State, c.Version) : default));
        Assert.Single(await Consignments.RecordsAsync("H01-D1", Ct));
        Assert.Equal([1, 2], (await Consignments.CustodyAsync("H01", Ct)).Select(link => link.No));
        Assert.Equal(SheetState.Closed, (await Consignments.SheetAsync(SheetKind.Manifest, "m", Ct))!.State);
        Assert.NotNull(await Consignments.AttachmentAsync(Photo("ảnh", "", Now).Sha256, Ct));
        Assert.Equal(["opened"], (await Tasks.ListAsync(true, null, null, null, null, null, 10, Ct)).Select(task => task.Subject));
        Assert.Equal("heard of", Assert.Single(await Tasks.ListAsync(false, null, null, null, null, null, 10, Ct)).Result);
        Assert.Equal(101, (await Consignments.RangesAsync(Post, Ct))[0].Next);
        Assert.Equal("2", await Consignments.CursorAsync("feed", Ct));
        Assert.Equal("booked", (await Inbox.ListAsync(0, 10, EventDirection.Out, Ct))[^1].Event.Id);
        Assert.Equal("act", (await AuditLinesAsync())[^1].Entry.Act);
    }

    [Fact]
    public async Task Of_one_act_told_of_two_parcels_the_second_has_no_effect_at_all()
    {
        var both = await StoreAsync(Parcel("A"), Parcel("B"));
        PostalBatch Act(Consignment parcel) => new() { Consignments = [parcel with { State = Delivered }], Records = [Told(parcel.Number, "act-1", "vnpost/acts")], Act = ("vnpost/acts", "act-1") };

        var written = await Task.WhenAll(both.Select(parcel => Consignments.CommitAsync(Act(parcel), Ct)));

        Assert.Single(written, true);
        var moved = both[written[0] ? 0 : 1].Number;
        Assert.Equal([moved], (await Consignments.ListAsync(new ConsignmentFilter(States: [Delivered]), null, 10, Ct)).Select(parcel => parcel.Number));
        Assert.Single(await Consignments.RecordsAsync(moved, Ct));
    }

    [Fact]
    public async Task An_event_of_a_batch_goes_to_those_who_asked_to_be_told_and_wakes_them()
    {
        await Port<ISubscriptions>().SaveAsync(new Subscription("hook", new Uri("https://case.test/"), ["*"], ["whsec_a"], true, Now), Audit(), Ct);
        var rung = Fixture.Signals.Of(LaneNames.Outgoing).RungAfterAsync(Fixture.Signals.Of(LaneNames.Outgoing).Rings);

        await CommitAsync(new PostalBatch { Consignments = [Parcel()], Events = [Out("H01", "booked"), Out("H01", "booked"), About("H02", "portal")] });

        await rung.WaitAsync(Hang.Limit);
        Assert.Equal("hook|H01", (await ClaimOneAsync(LaneNames.Outgoing)).Envelope.Key);
        Assert.Equal("H02", (await ClaimOneAsync()).Envelope.Key);
        Assert.Equal(2, (await Inbox.ListAsync(0, 10, null, Ct)).Count);
    }

    [Theory]
    [InlineData("moved")]
    [InlineData("gone")]
    [InlineData("taken-number")]
    [InlineData("taken-sequence")]
    [InlineData("taken-request")]
    [InlineData("taken-waybill")]
    [InlineData("link")]
    [InlineData("sheet")]
    [InlineData("sheet-new")]
    [InlineData("waybill-used")]
    [InlineData("waybill-behind")]
    [InlineData("waybill-none")]
    [InlineData("cursor")]
    [InlineData("cursor-new")]
    public async Task A_refused_batch_changes_nothing(string why)
    {
        await PrepareAsync();
        await StoreAsync(Parcel("H09") with { Operator = Post, Waybill = "CN000000995VN" });
        var before = await SightAsync();
        var good = Everything();

        var refused = why switch
        {
            "moved" => good with { Consignments = [Parcel("H05"), Parcel() with { Version = 2, State = Cancelled }] },
            "gone" => good with { Consignments = [Parcel("H05"), Parcel("H06") with { Version = 1 }] },
            "taken-number" => good with { Consignments = [Parcel("H05"), Parcel() with { RequestId = "other" }] },
            "taken-sequence" => good with { Consignments = [Parcel("H05"), Parcel() with { Number = "other", RequestId = "other" }] },
            "taken-request" => good with { Consignments = [Parcel("H05"), Parcel("H06") with { RequestId = Parcel().RequestId }] },
            "taken-waybill" => good with { Consignments = [Parcel("H05"), Parcel("H06") with { Operator = Post, Waybill = "CN000000995VN" }] },
            "link" => good with { Custody = [Link(null, Holder.Citizen, Holder.Clerk, "H05"), Link(null, Holder.Citizen, Holder.Clerk)] },
            "sheet" => good with { Sheets = [Sheet("n"), Sheet("m") with { Version = 2 }] },
            "sheet-new" => good with { Sheets = [Sheet("n"), Sheet("m")] },
            "waybill-used" => good with { Waybill = new WaybillTake(Post, "r", 99) },
            "waybill-behind" => good with { Waybill = new WaybillTake(Post, "r", 200) },
            "waybill-none" => good with { Waybill = new WaybillTake(Post, "no", 100) },
            "cursor" => good with { Cursor = new CursorMove("feed", "0", "2") },
            _ => good with { Cursor = new CursorMove("feed", null, "2") },
        };

        Assert.False(await Consignments.CommitAsync(refused, Ct));
        Assert.Equal(before, await SightAsync());
        Assert.True(await Consignments.CommitAsync(good, Ct));
        Assert.Equal(["H01-D1", "H09-D1"], (await Consignments.ListAsync(new ConsignmentFilter(), null, 10, Ct)).Select(c => c.Number));
    }

    [Fact]
    public async Task A_refusal_does_not_touch_its_neighbours()
    {
        await StoreAsync(Parcel());

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Consignments.CommitAsync(
            new PostalBatch { Consignments = [i % 3 == 0 ? Parcel($"X{i}") with { RequestId = Parcel().RequestId } : Parcel($"X{i}")], Audit = Audit($"{i}") }, Ct))));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 3 != 0), answers);
        Assert.Equal(41, (await Consignments.ListAsync(new ConsignmentFilter(), null, 100, Ct)).Count);
        Assert.Equal(40, (await AuditLinesAsync()).Count);
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
    }

    [Fact]
    public async Task Of_two_who_change_one_consignment_exactly_one_wins()
    {
        await StoreAsync(Parcel());
        for (var round = 1; round <= 10; round++)
        {
            var read = await StoredAsync("H01-D1");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Consignments.CommitAsync(
                new PostalBatch { Consignments = [read with { ClaimedBy = $"{round}-{i}" }], Records = [Told("H01-D1", $"{round}-{i}")] }, Ct))));

            var winner = Assert.Single(Enumerable.Range(0, 4), i => answers[i]);
            Assert.Equal(($"{round}-{winner}", round + 1), ((await StoredAsync("H01-D1")) is var c ? (c.ClaimedBy, c.Version) : default));
        }

        Assert.Equal(10, (await Consignments.RecordsAsync("H01-D1", Ct)).Count);
    }

    [Fact]
    public async Task A_waybill_number_is_used_once_however_many_take_one()
    {
        await Consignments.AddRangeAsync(Range("r", 100, 147, Now), Audit(), Ct);

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var numbers = new List<long>();
            while ((await Consignments.RangesAsync(Post, Ct))[0] is { Left: > 0 } range)
            {
                var parcel = Parcel($"T{i}-{numbers.Count}") with { Operator = Post, Waybill = $"CN{range.Next:00000000}VN" };
                if (await Consignments.CommitAsync(new PostalBatch { Consignments = [parcel], Waybill = new WaybillTake(Post, "r", range.Next) }, Ct))
                {
                    numbers.Add(range.Next);
                }
            }

            return numbers;
        })));

        Assert.Equal(Enumerable.Range(100, 48).Select(i => (long)i), taken.SelectMany(numbers => numbers).Order());
        Assert.Equal(48, (await Consignments.ListAsync(new ConsignmentFilter(), null, 100, Ct)).Count);
        Assert.Equal(0, (await Consignments.RangesAsync(Post, Ct))[0].Left);
    }

    [Fact]
    public async Task A_range_is_closed_once_while_many_take_from_it_and_then_nobody_takes_more()
    {
        await Consignments.AddRangeAsync(Range("r", 100, 99_999, Now), Audit("range"), Ct);
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var takers = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var taken = 0;
            while ((await Consignments.RangesAsync(Post, Ct))[0] is { Left: > 0 } range)
            {
                var parcel = Parcel($"T{i}-{taken}") with { Operator = Post, Waybill = $"CN{range.Next:00000000}VN" };
                if (await Consignments.CommitAsync(new PostalBatch { Consignments = [parcel], Waybill = new WaybillTake(Post, "r", range.Next) }, Ct) && ++taken == 5)
                {
                    isUnderWay.TrySetResult();
                }
            }

            return taken;
        })).ToArray();
        await isUnderWay.Task;
        var closers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Consignments.CloseRangeAsync(Post, "r", Audit("close"), Ct))));
        var (closed, there) = ((await Consignments.RangesAsync(Post, Ct))[0], (await Consignments.ListAsync(new ConsignmentFilter(), null, 100_000, Ct)).Select(c => c.Waybill).Order().ToList());
        var numbers = (await Task.WhenAll(takers)).Sum();

        Assert.Single(closers, isClosed => isClosed);
        Assert.Equal((100_000, 0), (closed.Next, closed.Left));
        Assert.Equal(closed, (await Consignments.RangesAsync(Post, Ct))[0]);
        Assert.Equal(Enumerable.Range(100, numbers).Select(n => $"CN{n:00000000}VN"), there);
        Assert.Equal(numbers, (await Consignments.ListAsync(new ConsignmentFilter(), null, 100_000, Ct)).Count);
        Assert.Equal(["range", "close"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_page_of_a_feed_is_applied_by_one_reader()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Consignments.CommitAsync(
            new PostalBatch { Records = [Told("x", $"{i}")], Cursor = new CursorMove("feed", null, $"{i}") }, Ct))));

        var winner = Assert.Single(Enumerable.Range(0, 8), i => answers[i]);
        Assert.Equal($"{winner}", await Consignments.CursorAsync("feed", Ct));
        Assert.Equal($"{winner}", Assert.Single(await Consignments.RecordsAsync("x", Ct)).Key);
    }

    [Fact]
    public async Task A_page_of_a_thousand_is_one_batch_and_again_it_changes_nothing_but_versions()
    {
        Consignment[] parcels = [.. Enumerable.Range(0, 1000).Select(i => FullParcel($"H{i:0000}", $"W{i}") with { State = Booked })];
        await StoreAsync(parcels);
        PostalRecord[] records = [.. parcels.Select((parcel, i) => Told(parcel.Number, $"{i}"))];
        var read = await Consignments.FindAsync([.. parcels.Select(parcel => parcel.Number)], Ct);

        await CommitAsync(new PostalBatch
        {
            Consignments = [.. read.Values.Select(parcel => parcel with { State = InTransit })],
            Records = records,
            Events = [.. parcels.Select(parcel => Out(parcel.Dossier, "moved-" + parcel.Number))],
            Cursor = new CursorMove("feed", null, "1"),
        });
        await CommitAsync(new PostalBatch { Records = records, Cursor = new CursorMove("feed", "1", "2") });

        var after = await Consignments.ListAsync(new ConsignmentFilter(States: [InTransit]), null, 2000, Ct);
        Assert.Equal((1000, 2), (after.Count, after.Max(c => c.Version)));
        Assert.All(await Task.WhenAll(after.Take(20).Select(c => Consignments.RecordsAsync(c.Number, Ct))), one => Assert.Single(one));
        Assert.Equal(1000, (await Consignments.KnownAsync("vnpost/feed", [.. records.Select(record => record.Key)], Ct)).Count);
        Assert.Equal(1000, (await Inbox.ListAsync(0, 2000, EventDirection.Out, Ct)).Count);
    }

    [Fact]
    public async Task An_empty_batch_is_written()
    {
        Assert.True(await Consignments.CommitAsync(new PostalBatch(), Ct));
        Assert.Empty(await AuditLinesAsync());
    }

    // What Everything() is computed from.
    private async Task PrepareAsync()
    {
        await CommitAsync(new PostalBatch
        {
            Consignments = [Parcel()],
            Custody = [Link(null, Holder.Citizen, Holder.Clerk)],
            Sheets = [Sheet("m")],
            Tasks = [Work("ends")],
            Cursor = new CursorMove("feed", null, "1"),
        });
        await Consignments.AddRangeAsync(Range("r", 100, 199, Now), Audit("range"), Ct);
    }

    private PostalBatch Everything() => new()
    {
        Consignments = [Parcel() with { Version = 1, State = Booked, Operator = Post }],
        Records = [Told("H01-D1", "1")],
        Custody = [Link(Link(null, Holder.Citizen, Holder.Clerk), Holder.Clerk, Holder.Postman)],
        Sheets = [Sheet("m") with { Version = 1, State = SheetState.Closed }],
        Attachments = [Photo("ảnh", "H01-D1", Now)],
        Tasks = [Work("opened")],
        EndedTasks = [new TaskEnd("parcel-silent", "ends", Now, "hub", "heard of")],
        Waybill = new WaybillTake(Post, "r", 100),
        Cursor = new CursorMove("feed", "1", "2"),
        Events = [Out("H01", "booked")],
        Audit = Audit("act"),
    };

    private async Task<string> SightAsync() => string.Join('\n',
        string.Join(',', (await Consignments.ListAsync(new ConsignmentFilter(), null, 100, Ct)).Select(c => $"{c.Number} {c.State} {c.Version}")),
        string.Join(',', (await Consignments.RecordsAsync("H01-D1", Ct)).Select(r => r.Key)),
        string.Join(',', (await Consignments.CustodyAsync("H01", Ct)).Select(l => l.No)) + (await Consignments.CustodyAsync("H05", Ct)).Count,
        string.Join(',', (await Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest), null, 10, Ct)).Select(s => $"{s.Id} {s.State} {s.Version}")),
        $"{(await Consignments.AttachmentAsync(Photo("ảnh", "", Now).Sha256, Ct))?.Number}",
        string.Join(',', (await Tasks.ListAsync(true, null, null, null, null, null, 10, Ct)).Select(t => t.Subject)),
        $"{(await Consignments.RangesAsync(Post, Ct))[0].Next} {await Consignments.CursorAsync("feed", Ct)}",
        $"{(await Inbox.ListAsync(0, 10, null, Ct)).Count} {(await Inbox.FindAsync("booked", null, Ct)).Count} {(await AuditLinesAsync()).Count}");
}
