using Hub.Functions.Parties;
using Microsoft.OpenApi;

namespace Hub.Functions.OpenApi;

/// <summary>What each group of operations is for. Those of a party are told by its wing.</summary>
internal static class TagWords
{
    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["approvals"] = "Việc cần hai người: một người đề nghị, một người khác duyệt / What needs two people: one proposes, another approves",
        ["audit"] = "Nhật ký kiểm toán nối chuỗi và việc kiểm tra chuỗi / The chained audit, and the check of its chain",
        ["dead letters"] = "Thư chưa gửi được, chờ người quyết định / Envelopes that wait for a person's decision",
        ["dossiers"] = "Hồ sơ ở đâu, ai giữ, vì sao / Where a dossier is, who holds it, and why",
        ["events"] = "Sự kiện của hệ thống một cửa, theo CloudEvents / The case system's events, as CloudEvents",
        ["health"] = "Tiến trình có chạy và có làm việc được không / Whether the process lives and can do its work",
        ["keys"] = "Khóa API / API keys",
        ["lanes"] = "Kênh gửi tới từng đối tác: trạng thái, tạm dừng, chạy lại / The lanes to the partners: state, pause, resume",
        ["metrics"] = "Số liệu cho hệ thống giám sát / Figures for monitoring",
        ["openapi"] = "Mô tả giao diện này / This description",
        ["problems"] = "Mỗi lỗi nghĩa là gì / What each problem means",
        ["procedures"] = "Danh mục thủ tục hành chính / The catalogue of procedures",
        ["redrives"] = "Gửi lại nhiều thư chưa gửi được, có kế hoạch / Many dead letters sent again, by a plan",
        ["schemas"] = "Lược đồ của từng loại sự kiện / The schema of each event type",
        ["tasks"] = "Việc cần người xử lý / Work that waits for a person",
        ["units"] = "Đơn vị hành chính và mã của các danh mục khác / Administrative units, and what other lists call them",
    };

    public static HashSet<OpenApiTag> Of(Wings wings) =>
    [
        .. wings.All.SelectMany(wing => wing.Tags).Concat(Own).OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }),
    ];
}
