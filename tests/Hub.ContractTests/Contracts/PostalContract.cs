using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Short words for what the post keeps.</summary>
public abstract class PostalContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    protected const string Post = "vnpost";
    private static readonly PostalPlace Place = new("12 Hàng Thử", "00004", "Phường Thử", null, null, "01", "Hà Nội");

    protected IConsignments Consignments => Port<IConsignments>();

    /// <summary>A delivery that was asked for and not yet stored.</summary>
    protected Consignment Parcel(string dossier = "H01", int sequence = 1, PostalDirection direction = PostalDirection.Delivery) => new()
    {
        Number = $"{dossier}-{(direction == PostalDirection.Pickup ? "P" : "D")}{sequence}",
        Dossier = dossier,
        Direction = direction,
        Sequence = sequence,
        RequestSource = "/case-system",
        RequestId = $"ask-{dossier}-{direction}-{sequence}",
        StateAt = Now,
        Sender = new PostalParty("Trung tâm Phục vụ hành chính công", "0900000001", null, Place),
        Receiver = new PostalParty("Nguyễn Văn Thử", "0900000002", "thu@example.test", Place with { Line = "Xóm \u0000 2 \"chéo\"" }),
        Papers = [new PostalPaper("p1", "Giấy chứng nhận", 1, "result")],
    };

    /// <summary>A delivery under way with everything that a consignment may have.</summary>
    protected Consignment FullParcel(string dossier = "H01", string waybill = "CN123456785VN") => Parcel(dossier) with
    {
        Operator = Post,
        Service = "express",
        State = ConsignmentState.InTransit,
        Waybill = waybill,
        Reference = "ref-1",
        Booking = new BookingTry(Post, Now.AddMinutes(-2)),
        BookedAt = Now.AddMinutes(-1),
        MayReceive = [new MayReceive("Nguyễn Thị Thử", "family", "001099000001")],
        FeeToCollect = 50_000,
        Cash = new PostalCash(50_000, Now, "key-post", "R1", null, "200000"),
        Note = "Gọi trước \"khi\" đến",
        Price = 22_000,
        Office = "100000",
        ClaimedBy = "key-postman",
        ClaimedAt = Now,
        Proof = new ProofOfDelivery("Nguyễn Thị Thử", "family", true, "001099000001", new string('a', 64), "signature", 21.0285, 105.8542, Now, true),
        Reason = "not-at-home",
        Manifest = "m-1",
        Handover = "h-1",
        WatchAt = Now.AddDays(3),
        PollAt = Now.AddHours(2),
        PollsQuiet = 3,
    };

    protected PostalRecord Told(string number, string key, string source = "vnpost/feed", DateTimeOffset? at = null, ConsignmentState? state = ConsignmentState.InTransit) => new(
        number, source, key, PostalRecordKind.Tracking, "C01", state, MoveVerdict.Moved, at ?? Now, Now, "Bưu cục 1", "Đang đi đường", Json("""{"m":"ă"}"""));

    protected PostalSheet Sheet(string id, SheetKind kind = SheetKind.Manifest, string? office = "100000", SheetState state = SheetState.Open, string @operator = Post) => new()
    {
        Id = id,
        Kind = kind,
        Operator = @operator,
        Office = office,
        State = state,
        OpenedAt = Now,
        Lines = [new SheetLine("H01-D1", "CN123456785VN", "H01", 2, 50_000, Now)],
        Marks = [new SheetMark("opened", "key-post", "Trần Thử", Now, Now)],
    };

    protected WorkTask Work(string subject, string kind = "parcel-silent", string? dossier = null, string? @operator = Post, DateTimeOffset? due = null) =>
        new(Fixture.Ids.Next().Value, kind, subject, dossier, "postal-clerk", @operator, Now, due ?? Now.AddDays(1), "Bưu gửi im lặng", "Nothing is heard of the parcel");

    protected CustodyLink Link(CustodyLink? last, Holder from, Holder to, string dossier = "H01") =>
        CustodyLink.After(last, dossier, dossier + "/p1", from, to, dossier + "-D1", "100000", "key-clerk", Now.AddTicks(7), Now.AddTicks(13));

    protected static PostalAttachment Photo(string content, string number, DateTimeOffset at) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), number, "image/png", Encoding.UTF8.GetBytes(content), at);

    protected static WaybillRange Range(string id, long first, long last, DateTimeOffset at, string @operator = Post, string prefix = "CN") =>
        new(@operator, id, prefix, "VN", 8, true, first, last, first, at);

    protected Submission Out(string key, string id) =>
        About(key, id) with { Direction = EventDirection.Out, AcceptedBy = "hub", Envelopes = [] };

    protected async Task CommitAsync(PostalBatch batch) => Assert.True(await Consignments.CommitAsync(batch, Ct));

    /// <summary>Stores consignments as they are and returns them as they stand then.</summary>
    protected async Task<Consignment[]> StoreAsync(params Consignment[] consignments)
    {
        await CommitAsync(new PostalBatch { Consignments = consignments });
        return Array.ConvertAll(consignments, consignment => consignment with { Version = consignment.Version + 1 });
    }

    protected async Task<Consignment> StoredAsync(string number) =>
        await Consignments.FindAsync(number, Ct) ?? throw new Xunit.Sdk.XunitException($"There is no consignment {number}.");

    protected static void Same<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
