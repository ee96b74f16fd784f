using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.ContractTests.Contracts;

/// <summary>What the post has of a dossier goes with the dossier, and keeps it while something is still to come.</summary>
public abstract class PostalRetentionContract<TFixture> : PostalContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private ITasks Tasks => Port<ITasks>();

    private static PostalAttachment Photograph => Photo("ảnh", "H01-D1", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_dossier_long_closed_goes_with_its_consignments_records_custody_tasks_sheets_and_photos()
    {
        await CloseAsync("H01");
        Clock.Advance(TimeSpan.FromDays(400));

        Assert.True(await PruneAllAsync() > 0);

        Assert.Null(await Dossiers.FindAsync("H01", Ct));
        Assert.Empty(await Consignments.OfDossierAsync("H01", Ct));
        Assert.Empty(await Consignments.RecordsAsync("H01-D1", Ct));
        Assert.Empty(await Consignments.CustodyAsync("H01", Ct));
        Assert.Empty(await Tasks.ListAsync(false, null, null, "H01", null, null, 10, Ct));
        Assert.Null(await Consignments.SheetAsync(SheetKind.Handover, "h", Ct));
        Assert.Null(await Consignments.AttachmentAsync(Photograph.Sha256, Ct));
        Assert.Equal(0, await PruneAllAsync());
    }

    [Theory]
    [InlineData("live")]
    [InlineData("lately")]
    [InlineData("cash")]
    [InlineData("handover")]
    [InlineData("remittance")]
    [InlineData("manifest")]
    [InlineData("task")]
    public async Task A_dossier_of_which_the_post_has_something_to_do_stays_whole(string what)
    {
        await CloseAsync("H01");
        var parcel = await StoredAsync("H01-D1");
        await CommitAsync(what switch
        {
            "live" => new PostalBatch { Consignments = [Parcel("H01", 2)] },
            "lately" => new PostalBatch { Consignments = [parcel with { StateAt = Now.AddDays(390) }] },
            "cash" => new PostalBatch { Consignments = [parcel with { Cash = new PostalCash(1, Now, "", null, null) }] },
            "handover" => new PostalBatch { Consignments = [parcel with { Handover = "h2" }], Sheets = [Sheet("h2", SheetKind.Handover, state: SheetState.Closed)] },
            "remittance" => new PostalBatch
            {
                Consignments = [parcel with { Cash = new PostalCash(1, Now, "", null, "r") }],
                Sheets = [Sheet("r", SheetKind.Remittance, state: SheetState.Closed)],
            },
            "manifest" => new PostalBatch { Consignments = [parcel with { Manifest = "m" }], Sheets = [Sheet("m")] },
            _ => new PostalBatch { Tasks = [Work("still", dossier: "H01")] },
        });
        Clock.Advance(TimeSpan.FromDays(400));

        await PruneAllAsync();

        Assert.NotNull(await Dossiers.FindAsync("H01", Ct));
        Assert.Single(await Consignments.RecordsAsync("H01-D1", Ct));
        Assert.Equal(2, (await Consignments.CustodyAsync("H01", Ct)).Count);
        Assert.NotNull(await Consignments.AttachmentAsync(Photograph.Sha256, Ct));
    }

    [Fact]
    public async Task What_another_dossier_shares_stays_with_it()
    {
        await CloseAsync("H01");
        var former = await StoredAsync("H01-D1");
        await CommitAsync(new PostalBatch
        {
            Consignments = [FullParcel("H02", "W2") with { State = Delivered, Cash = null, Manifest = null, Handover = "h", Proof = former.Proof }],
            Records = [Told("H02-D1", "h02")],
            Custody = [Link(null, Holder.Clerk, Holder.Postman, "H02")],
        });
        await AcceptAsync(Moved("H02", "processing") with { Envelopes = [] });
        Clock.Advance(TimeSpan.FromDays(400));

        await PruneAllAsync();

        Assert.Empty(await Consignments.OfDossierAsync("H01", Ct));
        Assert.Single(await Consignments.OfDossierAsync("H02", Ct));
        Assert.Single(await Consignments.RecordsAsync("H02-D1", Ct));
        Assert.Single(await Consignments.CustodyAsync("H02", Ct));
        Assert.NotNull(await Consignments.SheetAsync(SheetKind.Handover, "h", Ct));
        Assert.NotNull(await Consignments.AttachmentAsync(Photograph.Sha256, Ct));
    }

    [Fact]
    public async Task The_post_of_a_dossier_that_the_hub_does_not_know_goes_by_its_own_age()
    {
        await StoreAsync(
            FullParcel("H01", "W1") with { State = Delivered, Cash = null, Manifest = null, Handover = null, Proof = null },
            FullParcel("H02", "W2") with { State = InTransit, Cash = null });
        await CommitAsync(new PostalBatch { Records = [Told("H01-D1", "1")], Custody = [Link(null, Holder.Clerk, Holder.Postman)] });
        Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(0, await PruneAllAsync());
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(3, await PruneAllAsync());

        Assert.Empty(await Consignments.OfDossierAsync("H01", Ct));
        Assert.Empty(await Consignments.CustodyAsync("H01", Ct));
        Assert.Single(await Consignments.OfDossierAsync("H02", Ct));
    }

    [Fact]
    public async Task What_hangs_on_no_dossier_goes_by_age()
    {
        await StoreAsync(Parcel());
        await CommitAsync(new PostalBatch
        {
            Records = [Told("foreign", "1"), Told("H01-D1", "2")],
            Sheets = [Sheet("closed", state: SheetState.Closed), Sheet("open"), Sheet("handed", SheetKind.Handover, state: SheetState.Closed)],
            Attachments = [Photo("nobody's", "foreign", Now)],
            Tasks = [Work("waits", dossier: "H01"), Work("over", @operator: null)],
        });
        await CommitAsync(new PostalBatch { EndedTasks = [new("parcel-silent", "over", Now, "hub", "")] });
        Clock.Advance(TimeSpan.FromDays(366));
        await CommitAsync(new PostalBatch { Records = [Told("foreign", "3")] });

        Assert.Equal(4, await PruneAllAsync());

        Assert.Equal("3", Assert.Single(await Consignments.RecordsAsync("foreign", Ct)).Key);
        Assert.Single(await Consignments.RecordsAsync("H01-D1", Ct));
        Assert.Equal(["open"], (await Consignments.SheetsAsync(new SheetFilter(SheetKind.Manifest), null, 10, Ct)).Select(sheet => sheet.Id));
        Assert.NotNull(await Consignments.SheetAsync(SheetKind.Handover, "handed", Ct));
        Assert.Equal("waits", Assert.Single(await Tasks.ListAsync(true, null, null, null, null, null, 10, Ct)).Subject);
    }

    [Fact]
    public async Task A_call_is_bounded_and_calls_come_to_an_end()
    {
        for (var i = 0; i < 20; i++)
        {
            await CloseAsync($"H{i:00}");
        }

        Clock.Advance(TimeSpan.FromDays(400));
        var calls = 0;
        while (await Port<IRetention>().PruneAsync(Now.AddDays(-365), DateTimeOffset.UnixEpoch, 20, Ct) is > 0 and var removed)
        {
            calls++;

            // A dossier goes whole: event, row, consignment, record, two links and a task.
            Assert.InRange(removed, 1, 20 + 6);
        }

        Assert.InRange(calls, 6, 9);
        Assert.Empty(await Consignments.ListAsync(new ConsignmentFilter(), null, 10, Ct));
    }

    // A dossier that is closed, with a delivery that is over and everything that hangs on it.
    private async Task CloseAsync(string code)
    {
        var first = Link(null, Holder.Citizen, Holder.Clerk, code);
        await AcceptAsync(Moved(code, "returned", isTerminal: true) with { Envelopes = [] });
        var slip = await Consignments.SheetAsync(SheetKind.Handover, "h", Ct);
        await CommitAsync(new PostalBatch
        {
            Consignments =
            [
                Parcel(code) with
                {
                    Operator = Post,
                    State = Delivered,
                    Waybill = "W-" + code,
                    Handover = "h",
                    Proof = new ProofOfDelivery("Nguyễn Văn Thử", "self", true, null, Photograph.Sha256, "photo", null, null, Now, true),
                },
            ],
            Records = [Told(code + "-D1", code)],
            Custody = [first, Link(first, Holder.Clerk, Holder.Postman, code)],
            Sheets = slip is null ? [Sheet("h", SheetKind.Handover, state: SheetState.Confirmed)] : [],
            Attachments = [Photograph],
            Tasks = [Work(code, dossier: code)],
        });
        await CommitAsync(new PostalBatch { EndedTasks = [new("parcel-silent", code, Now, "hub", "heard of")] });
    }

    private async Task<int> PruneAllAsync()
    {
        var all = 0;
        while (await Port<IRetention>().PruneAsync(Now.AddDays(-365), DateTimeOffset.UnixEpoch, 100, Ct) is > 0 and var removed)
        {
            all += removed;
        }

        return all;
    }
}
