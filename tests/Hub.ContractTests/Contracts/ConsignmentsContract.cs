using Hub.Core.Inbox;
using Hub.Postal.Consignments;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.ContractTests.Contracts;

/// <summary>What is stored of a consignment, and how it is found again.</summary>
public abstract class ConsignmentsContract<TFixture> : PostalContract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_consignment_is_kept_whole()
    {
        var full = FullParcel();
        await CommitAsync(new PostalBatch { Consignments = [full, Parcel("H02")] });
        await ReopenAsync();

        Same(full with { Version = 1 }, await StoredAsync("H01-D1"));
        Same(Parcel("H02") with { Version = 1 }, await StoredAsync("H02-D1"));
        Assert.Null(await Consignments.FindAsync("H03-D1", Ct));
    }

    [Fact]
    public async Task A_change_replaces_it_whole_and_counts_on()
    {
        await StoreAsync(FullParcel());
        var delivered = FullParcel() with { Version = 1, State = Delivered, Office = null, WatchAt = null, PollAt = null, Manifest = null, Waybill = "CN000000015VN" };

        await CommitAsync(new PostalBatch { Consignments = [delivered] });

        Same(delivered with { Version = 2 }, await StoredAsync("H01-D1"));
        Assert.Null(await Consignments.OfWaybillAsync(Post, "CN123456785VN", Ct));
        Assert.Empty(await Consignments.ToWatchAsync(Now.AddYears(1), 10, Ct));
    }

    [Fact]
    public async Task It_is_found_by_what_leads_to_it()
    {
        await StoreAsync(FullParcel(), Parcel("H01", 2), Parcel("H01", 1, PostalDirection.Pickup), Parcel("H02") with { Operator = "ghn", Waybill = "CN123456785VN" });

        Assert.Equal("H01-D2", (await Consignments.OfRequestAsync("/case-system", "ask-H01-Delivery-2", Ct))!.Number);
        Assert.Null(await Consignments.OfRequestAsync("/other", "ask-H01-Delivery-2", Ct));
        Assert.Equal("H01-D1", (await Consignments.OfWaybillAsync(Post, "CN123456785VN", Ct))!.Number);
        Assert.Equal("H02-D1", (await Consignments.OfWaybillAsync("ghn", "CN123456785VN", Ct))!.Number);
        Assert.Null(await Consignments.OfWaybillAsync("ghn", "CN000000015VN", Ct));
        Assert.Equal(["H01-P1", "H01-D1", "H01-D2"], (await Consignments.OfDossierAsync("H01", Ct)).Select(c => c.Number));
        Assert.Empty(await Consignments.OfDossierAsync("H03", Ct));
    }

    [Fact]
    public async Task An_operators_bookings_of_a_day_are_counted()
    {
        var day = Now.AddHours(-9);
        await StoreAsync(
            Parcel("H01") with { Operator = Post, BookedAt = day }, Parcel("H02") with { Operator = Post, BookedAt = Now }, Parcel("H03") with { Operator = Post, BookedAt = day.AddSeconds(-1) },
            Parcel("H04") with { Operator = Post }, Parcel("H05") with { Operator = "ghn", BookedAt = Now });

        Assert.Equal(2, await Consignments.CountBookedAsync(Post, day, Ct));
        Assert.Equal(0, await Consignments.CountBookedAsync("nobody", day, Ct));
    }

    [Fact]
    public async Task Many_are_found_at_once_each_once()
    {
        await StoreAsync([.. Enumerable.Range(0, 300).Select(i => Parcel($"H{i:000}"))]);

        var found = await Consignments.FindAsync([.. Enumerable.Range(100, 1000).Select(i => $"H{i:000}-D1"), "H100-D1", "x'\" \u0000"], Ct);

        Assert.Equal(200, found.Count);
        Assert.All(found, pair => Assert.Equal((pair.Key, 1), (pair.Value.Number, pair.Value.Version)));
        Assert.Empty(await Consignments.FindAsync([], Ct));
    }

    [Fact]
    public async Task A_list_is_in_order_of_number_page_by_page()
    {
        await StoreAsync([.. Enumerable.Range(0, 25).Reverse().Select(i => Parcel($"H{i:00}") with { Operator = Post, State = i % 2 == 0 ? Booked : Delivered })]);
        var filter = new ConsignmentFilter(Operator: Post, States: [Booked, InTransit]);
        var pages = new List<string[]>();
        string? after = null;

        while ((await Consignments.ListAsync(filter, after, 5, Ct)).Select(c => c.Number).ToArray() is { Length: > 0 } page)
        {
            pages.Add(page);
            after = page[^1];
        }

        Assert.Equal([5, 5, 3], pages.Select(page => page.Length));
        Assert.Equal([.. Enumerable.Range(0, 13).Select(i => $"H{i * 2:00}-D1")], pages.SelectMany(page => page));
        Assert.Equal(25, (await Consignments.ListAsync(new ConsignmentFilter(), null, 100, Ct)).Count);
        Assert.Equal(["H24-D1"], (await Consignments.ListAsync(new ConsignmentFilter(), "H23-D1", 100, Ct)).Select(c => c.Number));
        Assert.Empty(await Consignments.ListAsync(new ConsignmentFilter(States: []), null, 100, Ct));
    }

    [Theory]
    [InlineData("vnpost", null, null, null, null, null, false, "A-D1 B-D1 C-D1 D-P1")]
    [InlineData("vnpost", "o1", null, null, null, null, false, "A-D1 C-D1 D-P1")]
    [InlineData("ghn", "o1", null, null, null, null, false, "E-D1")]
    [InlineData("vnpost", "o1", "Booked", null, null, null, false, "C-D1 D-P1")]
    [InlineData("vnpost", null, "Booked,InTransit", null, null, null, false, "A-D1 B-D1 C-D1 D-P1")]
    [InlineData(null, null, "Booked", "Pickup", null, null, false, "D-P1")]
    [InlineData(null, null, null, "Pickup", null, null, false, "D-P1")]
    [InlineData(null, null, "Requested", null, null, null, false, "F-D1")]
    [InlineData(null, null, null, null, "A", null, false, "A-D1")]
    [InlineData("ghn", null, null, null, "A", null, false, "")]
    [InlineData(null, null, null, null, null, "lan", false, "A-D1 E-D1")]
    [InlineData("vnpost", "o1", "InTransit", "Delivery", null, "lan", false, "A-D1")]
    [InlineData(null, null, null, null, null, null, true, "A-D1 C-D1")]
    [InlineData("vnpost", "o2", null, null, null, null, true, "C-D1")]
    [InlineData(null, null, "InTransit", null, null, null, true, "A-D1")]
    public async Task A_list_holds_what_its_filter_asks_for(
        string? @operator, string? office, string? states, string? direction, string? dossier, string? by, bool unremitted, string expected)
    {
        var cash = new PostalCash(10_000, Now, "lan", null, null);
        await StoreAsync(
            Parcel("A") with { Operator = Post, Office = "o1", State = InTransit, ClaimedBy = "lan", Cash = cash },
            Parcel("B") with { Operator = Post, Office = "o2", State = Booked, ClaimedBy = "nga", Cash = cash with { Sheet = "r-1" } },
            Parcel("C") with { Operator = Post, State = Booked, Cash = cash },
            Parcel("D", 1, PostalDirection.Pickup) with { Operator = Post, Office = "o1", State = Booked },
            Parcel("E") with { Operator = "ghn", Office = "o1", State = Booked, ClaimedBy = "lan" },
            Parcel("F") with { State = Requested, Office = "o9" });
        var filter = new ConsignmentFilter(
            @operator, office, states?.Split(',').Select(Enum.Parse<ConsignmentState>).ToArray(), direction is null ? null : Enum.Parse<PostalDirection>(direction), dossier, by, unremitted);

        var found = await Consignments.ListAsync(filter, null, 100, Ct);

        Assert.Equal(expected, string.Join(' ', found.Select(c => c.Number)));
        Assert.Equal(expected.Split(' ').Skip(1), (await Consignments.ListAsync(filter, expected.Split(' ')[0], 100, Ct)).Select(c => c.Number));
    }

    [Fact]
    public void An_office_is_not_asked_for_without_its_operator() => Assert.Throws<ArgumentException>(() => new ConsignmentFilter(Office: "o1"));

    [Fact]
    public async Task Those_with_one_picture_in_their_proof_are_found_by_it()
    {
        var picture = new string('a', 64);
        var proof = new ProofOfDelivery("Lan", "self", true, null, picture, "signature", null, null, Now, true);
        await StoreAsync(
            Parcel("A") with { Operator = Post, Office = "o1", State = Delivered, Proof = proof },
            Parcel("B") with { Operator = Post, Office = "o2", State = Delivered, Proof = proof },
            Parcel("C") with { Operator = Post, Office = "o1", State = Delivered, Proof = proof with { Attachment = new string('b', 64) } },
            Parcel("D") with { Operator = "ghn", State = Delivered, Proof = proof });

        Assert.Equal(["A-D1", "B-D1", "D-D1"], await NumbersAsync(new ConsignmentFilter(Attachment: picture)));
        Assert.Equal(["A-D1"], await NumbersAsync(new ConsignmentFilter(Post, "o1", Attachment: picture)));
        Assert.Empty(await NumbersAsync(new ConsignmentFilter(Post, "o3", Attachment: picture)));

        async Task<IEnumerable<string>> NumbersAsync(ConsignmentFilter filter) => (await Consignments.ListAsync(filter, null, 100, Ct)).Select(c => c.Number);
    }

    [Fact]
    public async Task What_must_be_looked_at_comes_the_earliest_first()
    {
        await StoreAsync(
            Parcel("A") with { Operator = Post, WatchAt = Now.AddDays(3), PollAt = Now.AddMinutes(1) },
            Parcel("B") with { Operator = Post, WatchAt = Now.AddDays(1), PollAt = Now },
            Parcel("C") with { Operator = "ghn", WatchAt = Now.AddDays(2), PollAt = Now },
            Parcel("D") with { Operator = Post });

        Assert.Equal(["B-D1", "C-D1", "A-D1"], (await Consignments.ToWatchAsync(Now.AddDays(3), 10, Ct)).Select(c => c.Number));
        Assert.Equal(["B-D1"], (await Consignments.ToWatchAsync(Now.AddDays(2).AddSeconds(-1), 10, Ct)).Select(c => c.Number));
        Assert.Equal(["B-D1", "C-D1"], (await Consignments.ToWatchAsync(Now.AddDays(9), 2, Ct)).Select(c => c.Number));
        Assert.Equal(["B-D1", "A-D1"], (await Consignments.ToPollAsync(Post, Now.AddMinutes(1), 10, Ct)).Select(c => c.Number));
        Assert.Equal(["C-D1"], (await Consignments.ToPollAsync("ghn", Now, 10, Ct)).Select(c => c.Number));
        Assert.Empty(await Consignments.ToPollAsync("ghn", Now.AddSeconds(-1), 10, Ct));
    }

    [Fact]
    public async Task Records_are_kept_once_in_order_of_what_happened()
    {
        await StoreAsync(Parcel());
        var unknown = Told("H01-D1", "3", state: null, at: Now.AddHours(-2)) with { Place = null, Text = null, Raw = default, Verdict = MoveVerdict.Late, Kind = PostalRecordKind.Note };
        await CommitAsync(new PostalBatch { Records = [Told("H01-D1", "2"), Told("H01-D1", "1"), Told("H01-D1", "2") with { Code = "again" }] });
        await CommitAsync(new PostalBatch { Records = [unknown, Told("H01-D1", "1") with { Code = "again" }, Told("H01-D1", "1", "vnpost/webhook"), Told("foreign", "9")] });
        await ReopenAsync();

        var records = await Consignments.RecordsAsync("H01-D1", Ct);

        Assert.Equal(["3", "2", "1", "1"], records.Select(record => record.Key));
        Assert.Equal(["vnpost/feed", "vnpost/feed", "vnpost/feed", "vnpost/webhook"], records.Select(record => record.Source));
        Same(unknown, records[0]);
        Same(Told("H01-D1", "2"), records[1]);
        Assert.Equal("""{"m":"ă"}""", Text(records[1].Raw));
        Assert.Equal("9", Assert.Single(await Consignments.RecordsAsync("foreign", Ct)).Key);
        Assert.Equal(["1", "2"], (await Consignments.KnownAsync("vnpost/feed", ["1", "2", "7", "1"], Ct)).Order());
        Assert.Empty(await Consignments.KnownAsync("vnpost/webhook", ["2"], Ct));
        Assert.Empty(await Consignments.KnownAsync("vnpost/feed", [], Ct));
    }

    [Fact]
    public async Task A_chain_of_custody_is_read_back_as_it_was_hashed()
    {
        var first = Link(null, Holder.Citizen, Holder.Clerk);
        var second = Link(first, Holder.Clerk, Holder.Postman);
        await CommitAsync(new PostalBatch { Custody = [first, second, Link(null, Holder.Clerk, Holder.Postman, "H02")] });
        await ReopenAsync();

        var links = await Consignments.CustodyAsync("H01", Ct);

        Assert.Equal([1, 2], links.Select(link => link.No));
        Same(first, links[0]);
        Same(second, links[1]);
        Assert.All(links, link => Assert.Equal(link.Hash.ToArray(), link.Digest()));
        Assert.Equal(links[0].Hash.ToArray(), links[1].Previous.ToArray());
    }

    [Fact]
    public async Task A_chain_of_custody_cannot_be_changed_or_shortened()
    {
        await CommitAsync(new PostalBatch { Consignments = [Parcel()], Custody = [Link(null, Holder.Citizen, Holder.Clerk)] });
        await AcceptAsync(Moved("H02", "processing"));
        await CommitAsync(new PostalBatch { Custody = [Link(null, Holder.Citizen, Holder.Clerk, "H02")] });

        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.TamperAsync("UPDATE custody_links SET holder_to = 'Postman' WHERE no = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.TamperAsync("DELETE FROM custody_links WHERE dossier = 'H01'"));
        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.TamperAsync("DELETE FROM custody_links WHERE dossier = 'H02'"));

        Assert.Equal(Holder.Clerk, Assert.Single(await Consignments.CustodyAsync("H01", Ct)).To);
        Assert.Single(await Consignments.CustodyAsync("H02", Ct));
    }

    [Fact]
    public async Task Sheets_are_kept_whole_and_listed_by_kind()
    {
        var slip = Sheet("b", SheetKind.Handover, null);
        await CommitAsync(new PostalBatch { Sheets = [Sheet("b"), Sheet("a"), slip, Sheet("c", office: "200000", state: SheetState.Closed), Sheet("d", @operator: "ghn", office: "300000")] });
        var closed = slip with { Version = 1, State = SheetState.Confirmed, Marks = [.. slip.Marks, new SheetMark("post-confirmed", "key-post", null, Now, Now.AddHours(1))] };
        await CommitAsync(new PostalBatch { Sheets = [closed] });
        await ReopenAsync();

        Same(closed with { Version = 2 }, await Consignments.SheetAsync(SheetKind.Handover, "b", Ct));
        Same(Sheet("b") with { Version = 1 }, await Consignments.SheetAsync(SheetKind.Manifest, "b", Ct));
        Assert.Null(await Consignments.SheetAsync(SheetKind.Remittance, "b", Ct));
        async Task<string> Ids(SheetFilter filter, string? after = null, int limit = 10) => string.Join(' ', (await Consignments.SheetsAsync(filter, after, limit, Ct)).Select(s => s.Id));
        Assert.Equal("a b c d", await Ids(new SheetFilter(SheetKind.Manifest)));
        Assert.Equal("b c", await Ids(new SheetFilter(SheetKind.Manifest), "a", 2));
        Assert.Equal("a b c", await Ids(new SheetFilter(SheetKind.Manifest, Post)));
        Assert.Equal("c", await Ids(new SheetFilter(SheetKind.Manifest, Post, "200000")));
        Assert.Equal("d", await Ids(new SheetFilter(SheetKind.Manifest, Office: "300000")));
        Assert.Equal("a b d", await Ids(new SheetFilter(SheetKind.Manifest, State: SheetState.Open)));
        Assert.Equal("b", await Ids(new SheetFilter(SheetKind.Handover, Post, State: SheetState.Confirmed)));
        Assert.Equal("", await Ids(new SheetFilter(SheetKind.Remittance)));
    }

    [Fact]
    public async Task An_attachment_is_kept_once_by_its_content()
    {
        var photo = Photo("ảnh \u0000", "H01-D1", Now);
        await CommitAsync(new PostalBatch { Attachments = [photo] });
        await CommitAsync(new PostalBatch { Attachments = [photo with { Number = "H02-D1", MediaType = "image/jpeg" }] });
        await ReopenAsync();

        var kept = await Consignments.AttachmentAsync(photo.Sha256, Ct);

        Assert.Equal((photo.Sha256, "H01-D1", "image/png", Now), (kept!.Sha256, kept.Number, kept.MediaType, kept.ReceivedAt));
        Assert.Equal(photo.Content.ToArray(), kept.Content.ToArray());
        Assert.Null(await Consignments.AttachmentAsync(new string('0', 64), Ct));
    }

    [Fact]
    public async Task Ranges_stand_in_the_order_in_which_they_were_added_and_overlap_none()
    {
        var first = Range("z", 100, 199, Now);
        Assert.True(await Consignments.AddRangeAsync(first, Audit("range"), Ct));
        Assert.True(await Consignments.AddRangeAsync(Range("a", 200, 299, Now.AddDays(1)), Audit("range"), Ct));
        Assert.True(await Consignments.AddRangeAsync(Range("z", 100, 199, Now, "ghn"), Audit("range"), Ct));
        Assert.True(await Consignments.AddRangeAsync(Range("b", 100, 199, Now.AddDays(2), prefix: "CT"), Audit("range"), Ct));

        Assert.False(await Consignments.AddRangeAsync(Range("z", 500, 599, Now), Audit("refused"), Ct));
        Assert.False(await Consignments.AddRangeAsync(Range("c", 299, 310, Now), Audit("refused"), Ct));
        Assert.False(await Consignments.AddRangeAsync(Range("d", 1, 100, Now), Audit("refused"), Ct));
        Assert.False(await Consignments.AddRangeAsync(Range("e", 120, 130, Now), Audit("refused"), Ct));
        Assert.False(await Consignments.AddRangeAsync(Range("f", 1, 1000, Now), Audit("refused"), Ct));

        var ranges = await Consignments.RangesAsync(Post, Ct);
        Assert.Equal(["z", "a", "b"], ranges.Select(range => range.Id));
        Assert.Equal(first, ranges[0]);
        Assert.Equal(["range", "range", "range", "range"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_closed_range_gives_out_no_number_and_what_was_taken_stays()
    {
        await Consignments.AddRangeAsync(Range("wrong", 100, 199, Now), Audit("range"), Ct);
        await Consignments.AddRangeAsync(Range("right", 300, 399, Now.AddDays(1)), Audit("range"), Ct);
        await Consignments.AddRangeAsync(Range("wrong", 100, 199, Now, "ghn"), Audit("range"), Ct);
        await CommitAsync(new PostalBatch { Consignments = [Parcel() with { Operator = Post, Waybill = "CN00000100VN" }], Waybill = new WaybillTake(Post, "wrong", 100) });

        Assert.True(await Consignments.CloseRangeAsync(Post, "wrong", Audit("close"), Ct));
        await ReopenAsync();

        foreach (var number in new long[] { 101, 199, 200 })
        {
            Assert.False(await Consignments.CommitAsync(new PostalBatch { Consignments = [Parcel("H02")], Waybill = new WaybillTake(Post, "wrong", number) }, Ct));
        }

        await CommitAsync(new PostalBatch { Consignments = [Parcel("H02")], Waybill = new WaybillTake(Post, "right", 300) });
        Assert.Equal([("wrong", 100, 200, 0), ("right", 300, 301, 99)], (await Consignments.RangesAsync(Post, Ct)).Select(range => (range.Id, range.First, range.Next, range.Left)));
        Assert.Equal(100, Assert.Single(await Consignments.RangesAsync("ghn", Ct)).Left);
        Assert.Equal("H01-D1", (await Consignments.OfWaybillAsync(Post, "CN00000100VN", Ct))!.Number);
        Assert.False(await Consignments.AddRangeAsync(Range("again", 150, 250, Now), Audit("refused"), Ct));
    }

    [Fact]
    public async Task Closing_an_unknown_a_closed_or_a_used_up_range_does_nothing()
    {
        await Consignments.AddRangeAsync(Range("closed", 100, 199, Now), Audit("range"), Ct);
        await Consignments.AddRangeAsync(Range("used", 200, 200, Now), Audit("range"), Ct);
        await CommitAsync(new PostalBatch { Waybill = new WaybillTake(Post, "used", 200) });
        Assert.True(await Consignments.CloseRangeAsync(Post, "closed", Audit("close"), Ct));

        foreach (var (carrier, id) in new[] { (Post, "closed"), (Post, "used"), (Post, "none"), ("ghn", "closed"), (Post, "\u0000") })
        {
            Assert.False(await Consignments.CloseRangeAsync(carrier, id, Audit("refused"), Ct));
        }

        Assert.Equal([200, 201], (await Consignments.RangesAsync(Post, Ct)).Select(range => range.Next).Order());
        Assert.Equal(["range", "range", "close"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task Cash_is_summed_by_the_day_of_its_taking_and_by_operator()
    {
        var midnight = CashDay.Begin(new DateOnly(2026, 11, 30));
        var late = new PostalCash(8_000, midnight.AddTicks(-1), "an", null, null);
        await CommitAsync(new PostalBatch
        {
            Consignments =
            [
                Parcel("A") with { Operator = Post, Cash = late },
                Parcel("B") with { Operator = Post, Cash = late with { At = midnight, Sheet = "r-1" } },
                Parcel("C") with { Operator = Post, Cash = late with { At = midnight.AddHours(9), Sheet = "r-2", Amount = 5_000_000_000 } },
                Parcel("D") with { Operator = "ghn", Cash = late with { At = midnight.AddHours(23) } },
                Parcel("E") with { Operator = Post, Cash = late with { At = midnight.AddDays(1) } },
                Parcel("F") with { Operator = Post },
            ],
            Sheets = [Sheet("r-1", SheetKind.Remittance, state: SheetState.Confirmed), Sheet("r-2", SheetKind.Remittance, state: SheetState.Closed)],
        });

        var days = await Consignments.CashAsync(midnight, midnight.AddDays(1), Ct);
        var before = Assert.Single(await Consignments.CashAsync(midnight.AddDays(-1), midnight, Ct));

        Assert.Equal([new CashDay(new DateOnly(2026, 11, 30), "ghn", 1, 8_000, 0, 0), new CashDay(new DateOnly(2026, 11, 30), Post, 2, 5_000_008_000, 5_000_008_000, 8_000)], days);
        Assert.Equal((new DateOnly(2026, 11, 29), 8_000L), (before.Day, before.Outstanding));
        await CommitAsync(new PostalBatch { Consignments = [(await StoredAsync("A-D1")) with { Cash = null }] });
        Assert.Empty(await Consignments.CashAsync(midnight.AddDays(-1), midnight, Ct));
    }

    [Fact]
    public async Task Sheets_of_one_kind_are_found_by_when_they_were_opened()
    {
        var sheet = Sheet("r-1", SheetKind.Remittance);
        await CommitAsync(new PostalBatch
        {
            Sheets = [sheet, sheet with { Id = "r-2", OpenedAt = Now.AddHours(1) }, sheet with { Id = "r-3", OpenedAt = Now.AddHours(2) }, Sheet("m-1")],
        });

        Assert.Equal(["r-1", "r-2"], (await Consignments.OpenedAsync(SheetKind.Remittance, Now, Now.AddHours(2), Ct)).Select(each => each.Id));
    }

    [Fact]
    public async Task A_feed_is_read_on_from_its_cursor()
    {
        Assert.Null(await Consignments.CursorAsync("vnpost/feed", Ct));
        await CommitAsync(new PostalBatch { Cursor = new CursorMove("vnpost/feed", null, "") });
        await CommitAsync(new PostalBatch { Cursor = new CursorMove("vnpost/feed", "", "trang 2") });
        await ReopenAsync();

        Assert.Equal("trang 2", await Consignments.CursorAsync("vnpost/feed", Ct));
        Assert.Null(await Consignments.CursorAsync("ghn/feed", Ct));
    }
}
