using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Connectors;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Wire;

/// <summary>The one place that reads the portal's answers: status, content type and body to <see cref="PortalReply"/>, and that to an outcome.</summary>
public sealed partial class NationalPortalReplies(PortalAnswerPatterns patterns)
{
    private const int ExcerptMax = 500;

    public PortalReply Read(int status, string? contentType, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        var business = Business(body);
        if (status is >= 200 and < 300)
        {
            return business ?? new PortalReply.NotJson(BodyKind.Of(body, contentType), Excerpt(body));
        }

        // An adapter may pass the portal's own complaint on under an HTTP error.
        return business is PortalReply.SessionLost ? business : new PortalReply.Http(status, retryAfter, Excerpt(body));
    }

    /// <summary>The outcome of an attempt that ended with this reply.</summary>
    /// <param name="isWrite">Whether the call would have had an effect.</param>
    /// <param name="mask">Takes persons out of texts.</param>
    public static Outcome ToOutcome(PortalReply reply, bool isWrite, Func<string, string> mask) => reply switch
    {
        PortalReply.Ok ok => new Outcome.Done(mask(ok.Message)),
        PortalReply.Business { Kind: PortalRefusal.Busy } busy =>
            new Outcome.Retry($"busy: {mask(busy.Message)}", PartnerDown: true, Doubtful: isWrite),
        PortalReply.Business { Kind: PortalRefusal.Unknown or PortalRefusal.Exists } odd =>
            new Outcome.Reject(NationalPortalReasons.PortalAnswerUnknown, NationalPortalReasons.Text(NationalPortalReasons.PortalAnswerUnknown, $"{odd.Code}: {mask(odd.Message)}")),
        PortalReply.Business refused =>
            new Outcome.Reject(NationalPortalReasons.PortalRefused, NationalPortalReasons.Text(NationalPortalReasons.PortalRefused, $"{refused.Code}: {mask(refused.Message)}")),
        PortalReply.SessionLost lost => new Outcome.Retry($"session lost again: {mask(lost.Message)}", PartnerDown: true),
        PortalReply.NotJson page => new Outcome.Retry($"not JSON ({page.What}): {mask(page.Excerpt)}", PartnerDown: true, Doubtful: isWrite),
        PortalReply.Http { Status: 429 } slow => new Outcome.Retry("HTTP 429", slow.RetryAfter, PartnerDown: true),
        PortalReply.Http { Status: 400 or 413 or 415 or 422 } bad =>
            new Outcome.Reject(NationalPortalReasons.PortalHttp, NationalPortalReasons.Text(NationalPortalReasons.PortalHttp, $"HTTP {bad.Status}: {mask(bad.Excerpt)}")),
        // Redirects, 401, 404 and the like say that the way is wrong, not the message; nothing was applied.
        PortalReply.Http { Status: < 500 and not 408 } way => new Outcome.Retry($"HTTP {way.Status}: {mask(way.Excerpt)}", way.RetryAfter, PartnerDown: true),
        PortalReply.Http down => new Outcome.Retry($"HTTP {down.Status}", down.RetryAfter, PartnerDown: true, Doubtful: isWrite),
        PortalReply.Transport silent => new Outcome.Retry(silent.What, PartnerDown: true, Doubtful: isWrite && silent.MayBeSent),
        PortalReply.NoSession none => ToOutcome(none.Cause, isWrite: false, mask) switch
        {
            Outcome.Retry retry => retry with { Reason = $"login: {retry.Reason}" },
            _ => new Outcome.Retry("login failed", PartnerDown: true),
        },
        PortalReply.LoginRefused login => new Outcome.Defer(login.Reason, login.Until),
        _ => throw new InvalidOperationException($"Unknown reply {reply.GetType().Name}."),
    };

    private static bool Any(List<string> found, string message) => found.Exists(pattern => message.Contains(pattern, StringComparison.OrdinalIgnoreCase));

    private static string? CodeOf(JsonElement root) =>
        root.TryGetProperty("error_code", out var code)
            ? code.ValueKind switch
            {
                JsonValueKind.Number => code.GetRawText(),
                JsonValueKind.String => code.GetString()!.Trim(),
                _ => "",
            }
            : null;

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4096)]);
        return PortalText.Cut(Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(text, " ")), " ").Trim(), ExcerptMax);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private PortalReply? Business(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        JsonElement root;
        try
        {
            OutsideJson.Check(body);
            var reader = new Utf8JsonReader(body);
            root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object || !Rest(ref reader))
            {
                return null;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return CodeOf(root) is { } code ? Judge(code, TextOf(root, "message") ?? "", root) : null;
    }

    private static bool Rest(ref Utf8JsonReader reader) => !reader.Read();

    // Code and message must both be read: a create that meets an existing dossier may answer 0, a success may carry an odd code.
    private PortalReply Judge(string code, string message, JsonElement root)
    {
        var isOk = patterns.OkCodes.Contains(code);
        var isFailure = Any(patterns.Failure, message);
        if (!isOk && (patterns.SessionCodes.Contains(code) || Any(patterns.Session, message)))
        {
            return new PortalReply.SessionLost(code, message);
        }

        if (Any(patterns.Exists, message))
        {
            return new PortalReply.Business(code, message, PortalRefusal.Exists);
        }

        if (!isFailure && (isOk || Any(patterns.Success, message)))
        {
            return new PortalReply.Ok(code, message, TextOf(root, "session"), root.TryGetProperty("result", out var result) ? result.Clone() : null);
        }

        if (isOk)
        {
            return new PortalReply.Business(code, message, PortalRefusal.Unknown);
        }

        return new PortalReply.Business(code, message, Any(patterns.UnknownDossier, message) ? PortalRefusal.UnknownDossier
            : Any(patterns.Busy, message) ? PortalRefusal.Busy
            : patterns.RefusedCodes.Contains(code) ? PortalRefusal.Refused
            : PortalRefusal.Unknown);
    }
}
