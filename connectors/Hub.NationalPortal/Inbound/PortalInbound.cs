using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>
/// What the portal posts to the province (<see cref="PortalKinds"/>); pure. Seen in public code: the kinds, the answers, that <c>MaHoSo</c> is the reference by
/// which a repeat is known whatever else it says, and the fields of a sales promotion. Assumed: every other field has the name it has in <c>DongBoHoSoMC</c>.
/// The body is kept whole in the event's <c>raw</c>.
/// </summary>
public static partial class PortalInbound
{
    // Both kinds of dossier are one space of codes, as at the known receivers.
    private const string Dossiers = $"urn:vn:dvcqg:{PortalKinds.Dossier}";

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWay = TimeSpan.FromDays(366);

    /// <param name="kind">Last part of the path; one of <see cref="PortalKinds"/>, in any case.</param>
    /// <param name="body">UTF-8 JSON.</param>
    public static PortalInboundResult Read(string kind, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, string acceptedBy)
    {
        if (PortalKinds.All.FirstOrDefault(known => known.Equals(kind, StringComparison.OrdinalIgnoreCase)) is not { } canonical)
        {
            return Problem(null, new($"Không có loại '{OutsideText.Cut(kind, 60)}'", $"Unknown kind '{OutsideText.Cut(kind, 60)}'"));
        }

        try
        {
            using var document = OutsideJson.Parse(body);
            return Read(new InboundMessage(canonical, document.RootElement.Clone(), receivedAt, acceptedBy));
        }
        catch (JsonException)
        {
            return Problem(null, ("Nội dung không phải JSON", "The body is not JSON"));
        }
    }

    /// <summary>The portal's own words for a verdict: 0 taken, 1 a repeat of a <c>MaHoSo</c>, whatever it says the second time.</summary>
    public static string Answer(Verdict verdict, string? dossierCode) =>
        verdict is Verdict.Accepted ? Answer(0, "Thành công") : Answer(1, $"{dossierCode}| duplicate refId");

    /// <summary>-1: not taken. The portal shows its staff one message, so it bears both languages.</summary>
    public static string AnswerProblem(Bilingual problem) => Answer(-1, problem.ToString());

    internal static bool IsDossierCode(string text) => DossierCode().IsMatch(text);

    private static string Answer(int code, string message) => System.Text.Encoding.UTF8.GetString(NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("error_code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }));

    private static PortalInboundResult Problem(string? code, Bilingual problem) => new(null, code is { Length: > 0 } ? code : null, problem);

    private static PortalInboundResult Read(InboundMessage message)
    {
        if (!message.IsOne)
        {
            return Problem(null, ("Cần đúng một đối tượng JSON", "One JSON object is needed"));
        }

        var code = message.Code;
        return code.Length > 0 && !IsDossierCode(code) ? Problem(code, ("MaHoSo không hợp lệ", "MaHoSo is not a dossier code"))
            : message.Kind is PortalKinds.Dossier or PortalKinds.Promotion ? Dossier(message, code)
            : Notice(message, code);
    }

    private static PortalInboundResult Dossier(InboundMessage message, string code)
    {
        if (code.Length == 0)
        {
            return Problem(code, ("Thiếu MaHoSo", "MaHoSo is missing"));
        }

        var isPromotion = message.Kind == PortalKinds.Promotion;
        if (isPromotion && !message.IsAmendment && message.Text("MaSoThue").Length == 0)
        {
            return Problem(code, ("Thiếu MaSoThue", "MaSoThue is missing"));
        }

        var procedure = message.Procedure;
        if (procedure.Length == 0 && message.IsAmendment)
        {
            // An amendment need not repeat the procedure; the case system knows it by the dossier that is amended.
            return Amendment(message, code);
        }

        if (!ProcedureCode().IsMatch(procedure))
        {
            return Problem(code, ("MaTTHC thiếu hoặc không hợp lệ", "MaTTHC is missing or no procedure code"));
        }

        var filedAt = Believed(VietnamTime.Parse(message.Text("NgayNopHoSo")), message.ReceivedAt);
        var data = NationalPortalJson.Write(writer =>
        {
            if (isPromotion)
            {
                InboundPromotion.Write(writer, message, procedure, filedAt);
            }
            else
            {
                InboundDossier.Write(writer, message, procedure, filedAt);
            }
        });
        var submission = Submit(message, Dossiers, PortalEventTypes.DossierSubmittedOnline, IdOf(message, code), data, filedAt ?? message.ReceivedAt, procedure);
        return new PortalInboundResult(submission, code, null);
    }

    // A clock that is wrong must not put the dossier years away: such a time stays in raw, and the dossier counts from its arrival.
    private static DateTimeOffset? Believed(DateTimeOffset? told, DateTimeOffset receivedAt) =>
        told is { } at && at <= receivedAt + Ahead && at >= receivedAt - LongestWay ? at : null;

    private static PortalInboundResult Amendment(InboundMessage message, string code) => new(
        Submit(message, Dossiers, PortalEventTypes.NoticeReceived, IdOf(message, code), InboundNotice.Of(message), message.ReceivedAt, null), code, null);

    private static PortalInboundResult Notice(InboundMessage message, string code)
    {
        var source = $"urn:vn:dvcqg:{message.Kind}";
        var data = InboundNotice.Of(message);
        if (code.Length == 0)
        {
            return new(Submit(message, source, PortalEventTypes.NoticeReceived, ByContent(message), data, message.ReceivedAt, null), null, null);
        }

        // One dossier may owe two taxes: what names the same dossier and says something else is a repeat to the portal, and kept all the same.
        var first = Submit(message, source, PortalEventTypes.NoticeReceived, code, data, message.ReceivedAt, null);
        return new(first, code, null) { Further = first with { Event = first.Event with { Id = $"{code}:{ByContent(message)}" } } };
    }

    // An amendment under the code of the dossier itself is known by what it says, else a second one would be taken for the first.
    private static string IdOf(InboundMessage message, string code) =>
        message.IsAmendment && (message.Amended.Length == 0 || message.Amended == code) ? $"{code}:{ByContent(message)}" : code;

    private static string ByContent(InboundMessage message) => $"sha256-{Convert.ToHexStringLower(SHA256.HashData(message.Raw))}";

    private static Submission Submit(
        InboundMessage message, string source, string type, string id, byte[] data, DateTimeOffset at, string? procedure)
    {
        var code = message.Code;
        var told = new CloudEvent { Id = id, Source = source, Type = type, Subject = code.Length > 0 ? code : null, Time = at, Data = data };
        return new Submission
        {
            Event = told,
            // Over what the portal said: our own moment of arrival must not make a repeat look like another message.
            Digest = EventDigest.Of(told with { Time = null, Data = message.Raw }),
            Direction = EventDirection.Out,
            ReceivedAt = message.ReceivedAt,
            AcceptedBy = message.AcceptedBy,
            Dossier = code.Length > 0 ? new DossierMove(code, at, ProcedureCode: procedure) : null,
        };
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,49}$")]
    private static partial Regex DossierCode();

    [GeneratedRegex(@"^[0-9]\.[0-9]{6}(\.[0-9]{2})?(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?$")]
    private static partial Regex ProcedureCode();
}

/// <summary>What a message of the portal's came to: something to accept, or why not.</summary>
/// <param name="DossierCode"><c>MaHoSo</c>, where the message has one.</param>
/// <param name="Problem">Null when there is a submission.</param>
public sealed record PortalInboundResult(Submission? Submission, string? DossierCode, Bilingual? Problem)
{
    /// <summary>To be accepted where <see cref="Submission"/> was not because another message has its id: the same under an id of its own. Null where the later one is dropped.</summary>
    public Submission? Further { get; init; }
}
