using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>What the portal twin refuses in a <c>DongBoHoSoMC</c> item. Dates that are missing are not refused: the portal takes
/// them and its indicators suffer.</summary>
internal sealed class DossierRules(ProcedureStore procedures)
{
    /// <summary>Null when the item is good, else the field and what is wrong with it.</summary>
    public string? Check(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return "data phải là danh sách đối tượng";
        }

        return ItemRules.ScalarsAreStrings(item, "")
            ?? Shapes(item)
            ?? ItemRules.Required(item, "MaHoSo") ?? ItemRules.AtMost(item, "MaHoSo", 50)
            ?? ItemRules.Required(item, "MaTTHC") ?? ItemRules.Required(item, "ChuHoSo")
            ?? (procedures.Accepts(item.Text("MaTTHC")) ? null : $"MaTTHC {item.Text("MaTTHC")} không có trong danh mục")
            ?? ItemRules.Status(item, "TrangThaiHoSo")
            ?? ItemRules.AtMost(item, "TrichYeuHoSo", 1000)
            ?? DossierFields.Dates.Select(name => ItemRules.Date(item, name)).FirstOrDefault(error => error is not null)
            ?? Codes(item)
            ?? item.Elements("TaiLieuNop").Select(Attachment).FirstOrDefault(error => error is not null)
            ?? item.Elements("DanhSachHoSoBoSung").Select(Supplement).FirstOrDefault(error => error is not null)
            ?? item.Elements("DinhDanhCHS").Select(Identity).FirstOrDefault(error => error is not null);
    }

    private static string? Shapes(JsonElement item)
    {
        foreach (var name in DossierFields.Lists)
        {
            if (item.TryGetProperty(name, out var list)
                && list.ValueKind != JsonValueKind.Null
                && (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(element => element.ValueKind != JsonValueKind.Object)))
            {
                return $"{name} phải là danh sách đối tượng";
            }
        }

        return null;
    }

    private static string? Codes(JsonElement item) =>
        ItemRules.OneOf(item, "KenhThucHien", "1", "2", "3")
        ?? ItemRules.OneOf(item, "LoaiDoiTuong", "1", "2", "3", "4")
        ?? ItemRules.OneOf(item, "HinhThuc", "0", "1")
        ?? ItemRules.OneOf(item, "NoiNopHoSo", "1", "2")
        ?? ItemRules.OneOf(item, "DuocThanhToanTrucTuyen", "0", "1", "2", "3")
        ?? ItemRules.OneOf(item, "HoSoCoThanhPhanSoHoa", "0", "1")
        ?? ItemRules.OneOf(item, "TaiKhoanDuocXacThucVoiVNeID", "0", "1");

    private static string? Attachment(JsonElement attachment) =>
        ItemRules.AtMost(attachment, "TenTepDinhKem", 4000) ?? ItemRules.OneOf(attachment, "IsDeleted", "True", "False");

    private static string? Supplement(JsonElement supplement) =>
        DossierFields.SupplementDates.Select(name => ItemRules.Date(supplement, name)).FirstOrDefault(error => error is not null);

    private static string? Identity(JsonElement identity)
    {
        var digits = identity.Text("LoaiDinhDanh") switch { "1" => 12, "2" => 9, _ => 0 };
        var number = identity.Text("SoDinhDanh");
        return digits == 0 || number.Length == 0 || (number.Length == digits && number.All(char.IsAsciiDigit))
            ? null
            : $"SoDinhDanh phải có {digits} chữ số";
    }
}
