using System.Text.Json;
using Hub.Core.Intake;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>Data of <c>dossier.submitted-online.v1</c> from the fields of a sales promotion, new or amended. Its attachments are base64 in the body: they stay in <c>raw</c>.</summary>
internal static class InboundPromotion
{
    private static readonly string[] AddressParts = ["DiaChiChiTiet", "MaXa", "MaHuyen", "MaTinh"];

    public static void Write(Utf8JsonWriter writer, InboundMessage message, string procedure, DateTimeOffset? filedAt)
    {
        writer.WriteStartObject();
        InboundDossier.WriteHead(writer, message, procedure);
        WriteTrader(writer, message);
        InboundDossier.WriteTimes(writer, message, filedAt);
        InboundDossier.Write(writer, "summary", message.Text("LyDoDieuChinh") is { Length: > 0 } reason ? reason : message.Text("TenChuongTrinhKhuyenMai"), 1000);
        InboundDossier.WriteRaw(writer, message.Root);
        writer.WriteEndObject();
    }

    private static void WriteTrader(Utf8JsonWriter writer, InboundMessage message)
    {
        var name = message.Text("TenThuongNhan");
        if (name.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("applicant");
        writer.WriteString("kind", "business");
        writer.WriteString("name", OutsideText.Cut(name, 500));
        InboundDossier.Write(writer, "phone", message.Text("DienThoai") is { Length: > 0 } phone ? phone : message.Text("SoDienThoaiNguoiLienHe"), 50);
        InboundDossier.Write(writer, "email", message.Text("Email"), 200);
        InboundDossier.Write(writer, "fax", message.Text("Fax"), 50);
        InboundDossier.Write(writer, "address", Address(message), 1000);
        InboundDossier.Write(writer, "portalAccount", message.Text("MaDoiTuong"), 100);
        writer.WriteEndObject();
    }

    private static string Address(InboundMessage message) => PortalFields.Find(message.Item, "DiaChiDoanhNghiep") switch
    {
        { ValueKind: JsonValueKind.Object } parts => string.Join(", ", AddressParts.Select(name => PortalFields.Text(parts, name).Trim()).Where(part => part.Length > 0)),
        { ValueKind: JsonValueKind.String } whole => whole.GetString()!,
        _ => "",
    };
}
