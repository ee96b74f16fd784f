using System.Globalization;
using System.Text.Json;
using Hub.Core.Calendar;
using Hub.Core.Intake;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>Data of <c>dossier.submitted-online.v1</c> from the portal's fields. What does not fit the schema is left to <c>raw</c>.</summary>
internal static class InboundDossier
{
    private static readonly Dictionary<string, string> FeeKinds = Turn(NationalPortalCodes.FeeKinds);
    private static readonly Dictionary<string, string> Collections = Turn(NationalPortalCodes.Collections);
    private static readonly Dictionary<string, string> Payments = Turn(NationalPortalCodes.OnlinePayments);

    public static void Write(Utf8JsonWriter writer, InboundMessage message, string procedure, DateTimeOffset? filedAt)
    {
        var item = message.Item;
        writer.WriteStartObject();
        WriteHead(writer, message, procedure);
        WriteApplicant(writer, item);
        WriteTimes(writer, message, filedAt);
        Text(writer, item, "summary", "TrichYeuHoSo", 1000);
        if (PortalFields.Text(item, "DonViXuLy").Trim() is { Length: > 0 } agency)
        {
            writer.WriteStartObject("agency");
            writer.WriteString("name", OutsideText.Cut(agency, 500));
            writer.WriteEndObject();
        }

        WritePapers(writer, item);
        WriteFees(writer, item);
        if (Payments.GetValueOrDefault(PortalFields.Text(item, "DuocThanhToanTrucTuyen")) is { } payment)
        {
            writer.WriteString("onlinePayment", payment);
        }

        WriteRaw(writer, message.Root);
        writer.WriteEndObject();
    }

    /// <summary>Which dossier of which procedure.</summary>
    public static void WriteHead(Utf8JsonWriter writer, InboundMessage message, string procedure)
    {
        writer.WriteString("kind", message.Kind);
        writer.WriteString("refId", message.Code);
        writer.WriteString("dossierCode", message.Code);
        if (PortalInbound.IsDossierCode(message.Amended))
        {
            writer.WriteString("amends", message.Amended);
        }

        writer.WriteStartObject("procedure");
        writer.WriteString("code", procedure);
        Text(writer, message.Item, "name", "TenTTHC", 1000);
        Text(writer, message.Item, "fieldCode", "MaLinhVuc", 40);
        Text(writer, message.Item, "fieldName", "TenLinhVuc", 500);
        writer.WriteEndObject();
    }

    public static void WriteTimes(Utf8JsonWriter writer, InboundMessage message, DateTimeOffset? filedAt)
    {
        if (filedAt is { } filed)
        {
            writer.WriteString("submittedAt", filed.ToOffset(VietnamClock.Offset));
        }

        writer.WriteString("arrivedAt", message.ReceivedAt);
    }

    public static void WriteRaw(Utf8JsonWriter writer, JsonElement root)
    {
        writer.WritePropertyName("raw");
        root.WriteTo(writer);
    }

    private static void WriteApplicant(Utf8JsonWriter writer, JsonElement item)
    {
        // The schema wants both a kind and a name; an applicant of unknown kind is not guessed.
        var name = PortalFields.Text(item, "ChuHoSo").Trim();
        var kind = NationalPortalCodes.NameOf(NationalPortalCodes.ApplicantKinds, PortalFields.Text(item, "LoaiDoiTuong"));
        if (name.Length == 0 || kind is null)
        {
            return;
        }

        writer.WriteStartObject("applicant");
        writer.WriteString("kind", kind);
        writer.WriteString("name", OutsideText.Cut(name, 500));
        var identities = PortalFields.Elements(PortalFields.Find(item, "DinhDanhCHS")).Select(Identity).OfType<(string Kind, string Number)>().Take(5).ToList();
        if (identities.Count > 0)
        {
            writer.WriteStartArray("identity");
            foreach (var (identityKind, number) in identities)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", identityKind);
                writer.WriteString("number", number);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        Text(writer, item, "phone", "SoDienThoai", 50);
        Text(writer, item, "email", "Email", 200);
        Text(writer, item, "fax", "Fax", 50);
        Text(writer, item, "portalAccount", "MaDoiTuong", 100);
        if (PortalFields.Text(item, "TaiKhoanDuocXacThucVoiVNeID") is "0" or "1")
        {
            writer.WriteBoolean("vneidVerified", PortalFields.Text(item, "TaiKhoanDuocXacThucVoiVNeID") == "1");
        }

        writer.WriteEndObject();
    }

    private static (string Kind, string Number)? Identity(JsonElement element)
    {
        var number = PortalFields.Text(element, "SoDinhDanh").Trim();
        return !number.All(char.IsAsciiDigit) ? null
            : number.Length == 12 ? ("personal-id", number)
            : number.Length == 9 ? ("old-id", number)
            : null;
    }

    private static void WritePapers(Utf8JsonWriter writer, JsonElement item)
    {
        var papers = PortalFields.Elements(PortalFields.Find(item, "TaiLieuNop"))
            .Where(paper => PortalFields.Text(paper, "TepDinhKemId").Length is > 0 and <= 100 && PortalFields.Text(paper, "TenTepDinhKem").Trim().Length > 0)
            .Take(200)
            .ToList();
        if (papers.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("papers");
        foreach (var paper in papers)
        {
            writer.WriteStartObject();
            Text(writer, paper, "id", "TepDinhKemId", 100);
            Text(writer, paper, "name", "TenTepDinhKem", 4000);
            Text(writer, paper, "componentCode", "MaThanhPhanHoSo", 60);
            if (Uri.TryCreate(PortalFields.Text(paper, "DuongDanTaiTepTin"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsoluteUri.Length <= 2000)
            {
                writer.WriteString("url", url.AbsoluteUri);
            }

            Flag(writer, paper, "digitised", "DuocSoHoa", "1");
            Flag(writer, paper, "reused", "DuocTaiSuDung", "1");
            Flag(writer, paper, "fromNationalStore", "DuocLayTuKhoDMQG", "1");
            Text(writer, paper, "replacesResultCode", "MaKetQuaThayThe", 60);
            Flag(writer, paper, "removed", "IsDeleted", "True");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFees(Utf8JsonWriter writer, JsonElement item)
    {
        var fees = PortalFields.Elements(PortalFields.Find(item, "DanhSachLePhi"))
            .Select(fee => (Fee: fee, HasAmount: long.TryParse(PortalFields.Text(fee, "Gia"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount), Amount: amount))
            .Where(fee => fee.HasAmount && PortalFields.Text(fee.Fee, "TenPhiLePhi").Trim().Length > 0)
            .Take(50)
            .ToList();
        if (fees.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("fees");
        foreach (var (fee, _, amount) in fees)
        {
            writer.WriteStartObject();
            Text(writer, fee, "code", "MaPhiLePhi", 60);
            Text(writer, fee, "name", "TenPhiLePhi", 500);
            writer.WriteNumber("amount", amount);
            Named(writer, "kind", FeeKinds, PortalFields.Text(fee, "LoaiPhiLePhi"));
            Named(writer, "collected", Collections, PortalFields.Text(fee, "HinhThucThu"));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, JsonElement item, string name, string field, int max) =>
        Write(writer, name, PortalFields.Text(item, field), max);

    /// <summary>Nothing for an empty text.</summary>
    public static void Write(Utf8JsonWriter writer, string name, string value, int max)
    {
        if (value.Trim() is { Length: > 0 } text)
        {
            writer.WriteString(name, OutsideText.Cut(text, max));
        }
    }

    private static void Flag(Utf8JsonWriter writer, JsonElement item, string name, string field, string yes)
    {
        // Another value, such as the 2 that one system gives a reused paper, says neither.
        if (PortalFields.Text(item, field) is var value && (value == yes || value is "0" or "False"))
        {
            writer.WriteBoolean(name, value == yes);
        }
    }

    private static void Named(Utf8JsonWriter writer, string name, Dictionary<string, string> table, string code)
    {
        if (table.GetValueOrDefault(code) is { } word)
        {
            writer.WriteString(name, word);
        }
    }

    private static Dictionary<string, string> Turn(IReadOnlyDictionary<string, string> table) =>
        table.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
}
