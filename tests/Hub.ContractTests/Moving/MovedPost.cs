using System.Text;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Places;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Moving;

/// <summary>Writes something into every table of the post, and looks whether it goes on where it was moved to.</summary>
internal sealed class MovedPost(IServiceProvider store, EnvelopeIds ids)
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly string Sha = new('a', 64);

    public async Task FillAsync(DateTimeOffset now, AuditEntry audit)
    {
        var place = new PostalPlace("Số 1", "00004", "Phường Thử", null, null, "01", "Hà Nội");
        var parcel = new Consignment
        {
            Number = "H01-D1",
            Dossier = "H01",
            Direction = PostalDirection.Delivery,
            Sequence = 1,
            RequestSource = "/case-system",
            RequestId = "ask",
            Operator = "vnpost",
            Waybill = "CN000001009VN",
            State = ConsignmentState.InTransit,
            StateAt = now,
            Sender = new PostalParty("Trung tâm", null, null, place),
            Receiver = new PostalParty("Nguyễn Văn Thử", "0900000001", null, place),
            WatchAt = now.AddDays(3),
        };
        var link = CustodyLink.After(null, "H01", "H01/p1", Holder.Clerk, Holder.Postman, parcel.Number, null, "key-clerk", now, now);
        var consignments = store.GetRequiredService<IConsignments>();
        await consignments.AddRangeAsync(new WaybillRange("vnpost", "r", "CN", "VN", 8, true, 100, 199, 100, now), audit, Ct);
        await consignments.CommitAsync(
            new PostalBatch
            {
                Consignments = [parcel],
                Records = [.. Enumerable.Range(0, 5).Select(i => Told(i, now))],
                Custody = [link, CustodyLink.After(link, "H01", "H01/p1", Holder.Postman, Holder.Citizen, parcel.Number, "100000", "key-postman", now, now)],
                Sheets = [new PostalSheet { Id = "m-1", Kind = SheetKind.Manifest, Operator = "vnpost", OpenedAt = now }],
                Attachments = [new PostalAttachment(Sha, parcel.Number, "image/png", new byte[] { 0, 1, 255 }, now)],
                Tasks = [Work("a", now), Work("b", now)],
                EndedTasks = [],
                Waybill = new WaybillTake("vnpost", "r", 100),
                Cursor = new CursorMove("vnpost/feed", null, "trang 1"),
            }, Ct);
        var units = store.GetRequiredService<IUnits>();
        await units.ReplaceAsync([new Unit("00004", "Phường Thử", "01", "Hà Nội")], audit, Ct);
        await units.ReplaceCodesAsync("vnpost", [new UnitCode("vnpost", "commune", "100001", "00004")], audit, Ct);
    }

    public static async Task GoesOnAsync(IServiceProvider store, DateTimeOffset now)
    {
        var consignments = store.GetRequiredService<IConsignments>();
        var parcel = (await consignments.FindAsync("H01-D1", Ct))!;
        var links = await consignments.CustodyAsync("H01", Ct);

        Assert.True(await consignments.CommitAsync(
            new PostalBatch
            {
                Consignments = [parcel with { State = ConsignmentState.Delivered }],
                Records = [Told(2, now), Told(9, now)],
                Custody = [CustodyLink.After(links[^1], "H01", "H01/p1", Holder.Citizen, Holder.Clerk, parcel.Number, null, "key-clerk", now, now)],
                Cursor = new CursorMove("vnpost/feed", "trang 1", "trang 2"),
                Waybill = new WaybillTake("vnpost", "r", 101),
            }, Ct));

        Assert.All(links, link => Assert.Equal(link.Hash.ToArray(), link.Digest()));
        Assert.Equal(["0", "1", "2", "3", "4", "9"], (await consignments.RecordsAsync("H01-D1", Ct)).Select(record => record.Key));
        Assert.Equal([0, 1, 255], (await consignments.AttachmentAsync(Sha, Ct))!.Content.ToArray());
        Assert.Equal("100001", await store.GetRequiredService<IUnits>().TheirsAsync("vnpost", "commune", "00004", Ct));
        Assert.Equal(2, (await store.GetRequiredService<ITasks>().ListAsync(true, null, null, "H01", null, null, 10, Ct)).Count);
    }

    private static PostalRecord Told(int key, DateTimeOffset now) => new(
        "H01-D1", "vnpost/feed", $"{key}", PostalRecordKind.Tracking, "C01", ConsignmentState.InTransit, MoveVerdict.Moved, now, now, "Bưu cục \u0000 1", null,
        Encoding.UTF8.GetBytes("""{"m":"ă"}"""));

    private WorkTask Work(string subject, DateTimeOffset now) =>
        new(ids.Next().Value, "parcel-silent", subject, "H01", "postal-clerk", null, now, now.AddDays(1), "Bưu gửi im lặng", "Nothing is heard");
}
