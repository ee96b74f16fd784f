using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>
/// What the portal posts to the province: <c>nhanhsdvcqg</c> (a dossier filed there), <c>addtthcKhuyenMai</c> (a notice), <c>nhantbthuedvcqg</c>
/// (a tax notice); pure. Published: the kinds, <c>refId</c>, <c>MaHoSo</c> and the answers. Assumed: every other field has the name it has in
/// <c>DongBoHoSoMC</c>. The body is kept whole in the event's <c>raw</c>.
/// </summary>
public static partial class PortalInbound
{
    public const string NewDossier = "nhanhsdvcqg";
    public const string Notice = "addtthcKhuyenMai";
    public const string TaxNotice = "nhantbthuedvcqg";

    public static readonly IReadOnlyList<string> Kinds = [NewDossier, Notice, TaxNotice];

    private const int MaxRefId = 200;

    /// <param name="kind">Last part of the path; one of <see cref="Kinds"/>.</param>
    /// <param name="body">UTF-8 JSON.</param>
    public static PortalInboundResult Read(string kind, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, string acceptedBy)
    {
        if (!Kinds.Contains(kind))
        {
            return Problem(null, $"Không có loại '{kind}' / Unknown kind '{kind}'");
        }

        JsonElement root;
        try
        {
            using var document = OutsideJson.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Problem(null, "Nội dung không phải JSON / The body is not JSON");
        }

        if (Item(root) is not { } item)
        {
            return Problem(null, "Cần đúng một đối tượng JSON / One JSON object is needed");
        }

        var code = Text(root, item, "MaHoSo");
        var refId = Text(root, item, "refId");
        if (refId.Length > MaxRefId)
        {
            return Problem(code, "refId quá dài / refId is too long");
        }

        if (code.Length > 0 && !DossierCode().IsMatch(code))
        {
            return Problem(code, "MaHoSo không hợp lệ / MaHoSo is not a dossier code");
        }

        return kind == NewDossier ? Dossier(root, item, code, refId, receivedAt, acceptedBy) : Other(kind, root, item, code, refId, receivedAt, acceptedBy);
    }

    /// <summary>The portal's own words for a verdict: 0 taken, 1 a repeat of a <c>refId</c>, whatever it says the second time.</summary>
    public static string Answer(Verdict verdict, string? dossierCode) =>
        verdict is Verdict.Accepted ? Answer(0, "Thành công") : Answer(1, $"{dossierCode}| duplicate refId");

    /// <summary>-1: not taken.</summary>
    public static string AnswerProblem(string problem) => Answer(-1, problem);

    private static string Answer(int code, string message) => System.Text.Encoding.UTF8.GetString(NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("error_code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }));

    private static PortalInboundResult Problem(string? code, string problem) => new(null, code is { Length: > 0 } ? code : null, problem);

    private static PortalInboundResult Dossier(
        JsonElement root, JsonElement item, string code, string refId, DateTimeOffset receivedAt, string acceptedBy)
    {
        var procedure = PortalFields.Text(item, "MaTTHC").Trim();
        if (refId.Length == 0 || code.Length == 0)
        {
            return Problem(code, "Thiếu refId hoặc MaHoSo / refId or MaHoSo is missing");
        }

        if (!ProcedureCode().IsMatch(procedure))
        {
            return Problem(code, "MaTTHC thiếu hoặc không hợp lệ / MaTTHC is missing or no procedure code");
        }

        var filedAt = VietnamTime.Parse(PortalFields.Text(item, "NgayNopHoSo"));
        var data = NationalPortalJson.Write(writer => InboundDossier.Write(writer, root, item, code, refId, procedure, filedAt, receivedAt));
        return Result(NewDossier, PortalEventTypes.DossierSubmittedOnline, root, code, refId, data, filedAt ?? receivedAt, receivedAt, acceptedBy, procedure);
    }

    private static PortalInboundResult Other(
        string kind, JsonElement root, JsonElement item, string code, string refId, DateTimeOffset receivedAt, string acceptedBy)
    {
        var data = NationalPortalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            Write(writer, "refId", refId, MaxRefId);
            Write(writer, "dossierCode", code, 50);
            writer.WriteString("arrivedAt", receivedAt);
            Write(writer, "title", PortalFields.Text(item, "TieuDe"), 500);
            Write(writer, "content", PortalFields.Text(item, "NoiDung"), 4000);
            if (long.TryParse(PortalFields.Text(item, "SoTien"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            {
                writer.WriteNumber("amount", amount);
            }

            InboundDossier.WriteRaw(writer, root);
            writer.WriteEndObject();
        });
        return Result(kind, PortalEventTypes.NoticeReceived, root, code, refId, data, receivedAt, receivedAt, acceptedBy, null);
    }

    private static PortalInboundResult Result(
        string kind, string type, JsonElement root, string code, string refId, byte[] data, DateTimeOffset at, DateTimeOffset receivedAt, string acceptedBy, string? procedure)
    {
        var raw = JsonSerializer.SerializeToUtf8Bytes(root, NationalPortalJson.Default.JsonElement);
        var told = new CloudEvent
        {
            // A notice without refId is known by what it says.
            Id = refId.Length > 0 ? refId : $"sha256-{Convert.ToHexStringLower(SHA256.HashData(raw))}",
            Source = $"urn:vn:dvcqg:{kind}",
            Type = type,
            Subject = code.Length > 0 ? code : null,
            Time = at,
            Data = data,
        };
        return new PortalInboundResult(
            new Submission
            {
                Event = told,
                // Over what the portal said: our own moment of arrival must not make a repeat look like another message.
                Digest = EventDigest.Of(told with { Time = null, Data = raw }),
                Direction = EventDirection.Out,
                ReceivedAt = receivedAt,
                AcceptedBy = acceptedBy,
                Dossier = code.Length > 0 ? new DossierMove(code, at, ProcedureCode: procedure) : null,
            },
            code.Length > 0 ? code : null,
            null);
    }

    internal static void Write(Utf8JsonWriter writer, string name, string value, int max)
    {
        if (value.Trim() is { Length: > 0 } text)
        {
            writer.WriteString(name, PortalText.Cut(text, max));
        }
    }

    // The dossier's fields stand in the body itself, or in "data" as one object or a list of one (assumed).
    private static JsonElement? Item(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return PortalFields.Find(root, "data") switch
        {
            { ValueKind: JsonValueKind.Object } inner => inner,
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 1 => null,
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.Object => list[0],
            _ => root,
        };
    }

    private static string Text(JsonElement root, JsonElement item, string name) =>
        PortalFields.Text(root, name).Trim() is { Length: > 0 } outer ? outer : PortalFields.Text(item, name).Trim();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,49}$")]
    private static partial Regex DossierCode();

    [GeneratedRegex(@"^[0-9]\.[0-9]{6}(\.[0-9]{2})?(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?$")]
    private static partial Regex ProcedureCode();
}

/// <summary>What a message of the portal's came to: something to accept, or why not.</summary>
/// <param name="DossierCode"><c>MaHoSo</c>, where the message has one.</param>
/// <param name="Problem">Vietnamese, then English; null when there is a submission.</param>
public sealed record PortalInboundResult(Submission? Submission, string? DossierCode, string? Problem);
