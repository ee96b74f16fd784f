using System.Collections.Frozen;
using Hub.Core;

namespace Hub.Postal.Consignments;

/// <summary>The reasons that staff may choose and operators' reasons are mapped to.</summary>
public static class PostalReasons
{
    public const string Other = "other";

    private static readonly PostalReason[] Every =
    [
        new("not-at-home", Blame.Citizen, ("Không có người ở địa chỉ", "Nobody was at the address")),
        new("no-answer", Blame.Citizen, ("Không liên lạc được qua điện thoại", "Could not be reached by telephone")),
        new("refused-to-receive", Blame.Citizen, ("Người nhận từ chối nhận", "The receiver refused it")),
        new("refused-to-pay", Blame.Citizen, ("Người nhận không nộp khoản phải thu", "The receiver would not pay the fee")),
        new("asked-to-wait", Blame.Citizen, ("Người dân hẹn lúc khác", "The citizen asked for another time")),
        new("identity-not-proven", Blame.Citizen, ("Không xuất trình được giấy tờ tùy thân", "No identity paper was shown")),
        new("not-entitled", Blame.Citizen, ("Người nhận không thuộc diện được nhận thay", "The person may not receive it")),
        new("papers-incomplete", Blame.Citizen, ("Thiếu giấy tờ so với danh mục", "Papers of the list are missing")),
        new("moved-away", Blame.Citizen, ("Người nhận đã chuyển đi", "The receiver has moved away")),
        new("address-wrong", Blame.Agency, ("Địa chỉ sai hoặc thiếu", "The address is wrong or incomplete")),
        new("papers-not-ready", Blame.Agency, ("Cơ quan chưa chuẩn bị xong giấy tờ", "The agency had not made the papers ready")),
        new("envelope-damaged-at-handover", Blame.Agency, ("Bì hư hỏng khi bàn giao", "The envelope was damaged when it was handed over")),
        new("delayed", Blame.Operator, ("Bưu điện chậm", "The post is late")),
        new("damaged", Blame.Operator, ("Bưu gửi hư hỏng trên đường", "Damaged on the way")),
        new("misrouted", Blame.Operator, ("Bưu gửi đi nhầm tuyến", "Sent the wrong way")),
        new("lost", Blame.Operator, ("Bưu gửi thất lạc", "Lost on the way")),
        new("area-not-served", Blame.Operator, ("Không phục vụ địa bàn", "The area is not served")),
        new("force-majeure", Blame.Nobody, ("Thiên tai, đường không đi được", "Force majeure, the road is closed")),
        new(Other, Blame.Nobody, ("Lý do khác", "Another reason")),
    ];

    public static readonly FrozenDictionary<string, PostalReason> All = Every.ToFrozenDictionary(reason => reason.Code, StringComparer.Ordinal);
}

/// <summary>Why a pickup, a delivery or a consignment failed.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record PostalReason(string Code, Blame Blame, Bilingual Text);

/// <summary>Whose the failure is: it decides who must act, and who pays for the second way.</summary>
public enum Blame
{
    Citizen,
    Agency,
    Operator,

    /// <summary>Weather, flood, a road that is closed.</summary>
    Nobody,
}
