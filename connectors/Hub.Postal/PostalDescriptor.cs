using Hub.Core.Dossiers;
using Hub.Core.Parties;
using Hub.Postal.Consignments;
using Hub.Postal.Ranges;
using Hub.Postal.Settings;
using Hub.Postal.Tracking;

namespace Hub.Postal;

/// <summary>The post, as the rest of the hub knows it.</summary>
public static class PostalDescriptor
{
    /// <summary>Role of the staff of a postal operator: bound to it, and where the key says so to one post office.</summary>
    public const string Role = PostalCodes.Role;

    public static Party<PostalOptions> Party { get; } = new()
    {
        Lane = PostalCodes.Lane,
        Name = new("bưu điện", "the post"),
        Requests = PostalConnector.Requests,
        Timeline = new Dictionary<string, TimelineWording>(StringComparer.Ordinal)
        {
            [PostalEventTypes.PickupRequested] = (words, e) => Asked(words, e, words.Say(("Đề nghị bưu điện thu gom hồ sơ", "The post is asked to fetch papers"))),
            [PostalEventTypes.DeliveryRequested] = (words, e) => Asked(words, e, words.Say(("Đề nghị bưu điện chuyển trả kết quả", "The post is asked to bring the result"))),
            [PostalEventTypes.CancelRequested] = (words, e) => TimelineWords.Join(
                words.Say(("Đề nghị hủy bưu gửi", "A consignment shall be cancelled")), Direction(words, e), e.Text("number"), e.Text("reason")),
            [PostalEventTypes.RedirectRequested] = (words, e) => TimelineWords.Join(
                words.Say(("Đề nghị đổi người hoặc địa chỉ của bưu gửi", "A consignment shall go elsewhere")), Direction(words, e), e.Text("number")),
            [PostalEventTypes.Booked] = (words, e) => TimelineWords.Join(
                words.Say(("Bưu điện đã nhận đơn", "The post has the order")), Direction(words, e), e.Text("operator"), Waybill(words, e),
                words.Labelled(("cước", "price"), e.Number("price") is { } price ? $"{TimelineData.Money(price)} đ" : null)),
            [PostalEventTypes.Redirected] = (words, e) => TimelineWords.Join(
                words.Say(("Bưu gửi đã đổi người hoặc địa chỉ", "The consignment goes elsewhere now")), Direction(words, e), e.Text("operator"), Waybill(words, e)),
            [PostalEventTypes.StatusChanged] = (words, e) => TimelineWords.Join(
                ConsignmentStates.TryParse(e.Text("state"), out var state) ? words.Say(state.Text()) : e.Text("state"), Direction(words, e),
                e.Text("reason", words.Say(("vi", "en"))) ?? e.Text("reason", "code"), Waybill(words, e), words.Labelled(("tại", "at"), e.Text("place"))),
            [PostalEventTypes.ProofRecorded] = (words, e) => TimelineWords.Join(
                e.Text("direction") is "pickup" ? words.Say(("Đã ghi nhận người giao giấy tờ", "Who gave the papers was recorded")) : words.Say(("Đã ghi nhận người nhận", "Who received was recorded")),
                e.Text("receiver", "name"), words.Labelled(("đã thu", "collected"), e.Number("collected") is { } cash ? $"{TimelineData.Money(cash)} đ" : null)),
            [PostalEventTypes.Exception] = (words, e) => TimelineWords.Join(
                e.Text("sentences", words.Say(("vi", "en")))?.TrimEnd('.'), words.Labelled(("hạn", "due"), e.Time("dueAt"))),
        },
        Standing = PostalStanding.Of,
        Steps =
        [
            new("postal-watch", AtOneInstance: true, Schedule: "postal-watch"),
            new(ReviewStep.Prefix, AtOneInstance: true, Schedule: "postal-watch"),
            new(FeedStep.Prefix, AtOneInstance: true, Schedule: "postal-feed"),
            new(PollStep.Prefix, AtOneInstance: true, Schedule: "postal-poll"),
            new(RangeStep.Prefix, AtOneInstance: true),
        ],
        Schedules = [new("postal-watch", "0 4/10 * * * *"), new("postal-feed", "0 2/10 * * * *"), new("postal-poll", "0 6/10 * * * *")],
        Roles = [new(Role, new("Post:Operators", new("Đơn vị bưu chính", "postal operator"), new("Bưu cục", "its post office"), new("bưu chính", "a postal operator's staff")))],
        ReasonCodes = [.. PostalReasonCodes.Sentences.Keys],
        TaskKinds = PostalTaskKinds.All,
        NotInUse = new("chưa dùng: chưa có Post:Operators; yêu cầu bưu chính được giữ lại", "not in use: no Post:Operators; what is asked of the post is kept"),
        Section = "Post",
        Faults = PostalOptionsCheck.Check,
        Organised = options => [.. options.Operators.Keys],
        Missing = options => options.Operators.Count == 0 ? "Post:Operators" : null,
    };

    private static string Asked(TimelineWords words, TimelineData e, string what) => TimelineWords.Join(
        what,
        words.Say(($"{e.Count("papers")} loại giấy tờ", $"{e.Count("papers")} kind(s) of paper")),
        words.Labelled(("thu hộ", "to collect"), e.Number("feeToCollect") is > 0 and { } fee ? $"{TimelineData.Money(fee)} đ" : null),
        words.Labelled(("đơn vị bưu chính", "operator"), e.Text("operator")));

    private static string? Waybill(TimelineWords words, TimelineData e) => words.Labelled(("mã vận đơn", "waybill"), e.Text("waybill"));

    private static string? Direction(TimelineWords words, TimelineData e) => e.Text("direction") switch
    {
        "pickup" => words.Say(("chiều thu gom", "pickup")),
        "delivery" => words.Say(("chiều chuyển trả", "delivery")),
        _ => null,
    };
}
