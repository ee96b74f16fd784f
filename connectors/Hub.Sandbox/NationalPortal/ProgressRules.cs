using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>What the portal twin refuses in a <c>CapNhatTienDoHoSoMC</c> line.</summary>
internal static class ProgressRules
{
    private static readonly string[] Dates = ["ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh"];

    public static string? Check(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return "data phải là danh sách đối tượng";
        }

        return ItemRules.ScalarsAreStrings(line, "")
            ?? ItemRules.Required(line, "MaHoSo") ?? ItemRules.Required(line, "ThoiDiemXuLy")
            ?? Dates.Select(name => ItemRules.Date(line, name)).FirstOrDefault(error => error is not null)
            ?? ItemRules.AtMost(line, "NguoiXuLy", 50)
            ?? (line.Text("TrangThai").Length == 0 ? null : ItemRules.Status(line, "TrangThai"));
    }
}
