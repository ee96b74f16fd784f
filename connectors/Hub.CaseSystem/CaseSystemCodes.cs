using Hub.Core;
using Hub.Core.Lanes;

namespace Hub.CaseSystem;

/// <summary>How an HTTP status is taken, and the reason codes of the lane.</summary>
public static class CaseSystemCodes
{
    public const string Lane = LaneNames.Outgoing;

    /// <summary>410: the receiver says it is no longer interested.</summary>
    public const string Gone = "webhook-gone";

    /// <summary>3xx: the receiver has moved; the subscription must name the new address.</summary>
    public const string Redirect = "webhook-redirect";

    /// <summary>Any other 4xx: the receiver will not have this body.</summary>
    public const string Refused = "webhook-refused";

    /// <summary>The address guard would not let it out.</summary>
    public const string AddressBarred = "webhook-address-barred";

    /// <summary>The event that the envelope follows from is not in the store.</summary>
    public const string EventMissing = "webhook-event-missing";

    /// <summary>The envelope's key names no subscription.</summary>
    public const string KeyUnreadable = "webhook-key-unreadable";

    /// <summary>Statuses that are not judged by their hundred.</summary>
    public static IReadOnlyDictionary<int, WebhookVerdict> ByStatus { get; } = new Dictionary<int, WebhookVerdict>
    {
        [401] = WebhookVerdict.Unauthorised,
        [403] = WebhookVerdict.Unauthorised,
        [408] = WebhookVerdict.Later,
        [410] = WebhookVerdict.Gone,
        [429] = WebhookVerdict.Later,
    };

    /// <summary>The others, by the first digit. What is not here (1xx as a final answer, 600 and above) is no HTTP answer to a POST.</summary>
    public static IReadOnlyDictionary<int, WebhookVerdict> ByHundred { get; } = new Dictionary<int, WebhookVerdict>
    {
        [2] = WebhookVerdict.Taken,
        [3] = WebhookVerdict.Moved,
        [4] = WebhookVerdict.Refused,
        [5] = WebhookVerdict.Later,
    };

    /// <summary>What each reason code of the lane means and what a person does about it, for runbook and desk.</summary>
    public static IReadOnlyDictionary<string, Bilingual> Meanings { get; } =
        new Dictionary<string, Bilingual>(StringComparer.Ordinal)
        {
            [Gone] = (
                "Máy nhận trả lời 410: không còn nhận nữa. Hỏi bên quản trị hệ thống một cửa; hủy đăng ký, hoặc sửa địa chỉ rồi gửi lại.",
                "The receiver answered 410: no longer interested. Ask whoever runs the case system; remove the subscription, or mend its address and retry."),
            [Redirect] = (
                "Máy nhận chuyển hướng (3xx), hệ thống không đi theo. Sửa địa chỉ của đăng ký rồi gửi lại.",
                "The receiver redirects (3xx), which is never followed. Mend the subscription's address and retry."),
            [Refused] = (
                "Máy nhận từ chối nội dung (4xx). Xem câu trả lời; sửa máy nhận rồi gửi lại, hoặc bỏ qua: sự kiện vẫn có ở /feed.",
                "The receiver refuses the body (4xx). Read its answer; mend the receiver and retry, or skip: the event stays in the feed."),
            [AddressBarred] = (
                "Địa chỉ nhận không được phép (mạng nội bộ, cổng hoặc giao thức). Kiểm tra địa chỉ và CaseSystem:AllowedNetworks rồi gửi lại.",
                "The address is not allowed (private network, port or scheme). Check it and CaseSystem:AllowedNetworks, then retry."),
            [EventMissing] = (
                "Không còn sự kiện gốc trong kho. Hủy bỏ mục này.",
                "The event behind it is no longer stored. Discard it."),
            [KeyUnreadable] = (
                "Khóa của mục gửi không nêu đăng ký nào: lỗi của hệ thống. Báo người vận hành và hủy bỏ mục này.",
                "The envelope's key names no subscription: a fault of the hub. Tell whoever maintains it and discard."),
        };
}

/// <summary>How a status is taken.</summary>
public enum WebhookVerdict
{
    Taken,
    Moved,
    Gone,
    Unauthorised,
    Later,
    Refused,
}
