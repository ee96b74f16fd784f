using System.Globalization;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>Data of <c>portal.notice-received.v1</c>: a tax notice, a receipt, an amendment that names no procedure.</summary>
internal static class InboundNotice
{
    public static byte[] Of(InboundMessage message) => NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("kind", message.Kind);
        InboundDossier.Write(writer, "refId", message.Code, 200);
        InboundDossier.Write(writer, "dossierCode", message.Code, 50);
        writer.WriteString("arrivedAt", message.ReceivedAt);
        InboundDossier.Write(writer, "title", First(message, "TieuDe", "TenTieuMuc"), 500);
        InboundDossier.Write(writer, "content", First(message, "NoiDung", "LyDoDieuChinh"), 4000);
        if (long.TryParse(message.Text("SoTien"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            writer.WriteNumber("amount", amount);
        }

        InboundDossier.WriteRaw(writer, message.Root);
        writer.WriteEndObject();
    });

    private static string First(InboundMessage message, string name, string otherwise) => message.Text(name) is { Length: > 0 } text ? text : message.Text(otherwise);
}
