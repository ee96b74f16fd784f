using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Connectors;
using Hub.Core;
using Hub.Core.Intake;
using Hub.Core.Letters;
using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Wire;

/// <summary>The one place that reads the portal's answers: status, content type and body to <see cref="PortalReply"/>, and that to an outcome.</summary>
public sealed partial class NationalPortalReplies(PortalAnswerPatterns patterns)
{
    private const int ExcerptMax = 500;
    private const int Looked = 4096;

    private readonly Words _success = new(patterns.Success);
    private readonly Words _failure = new(patterns.Failure);
    private readonly Words _exists = new(patterns.Exists);
    private readonly Words _unknownDossier = new(patterns.UnknownDossier);
    private readonly Words _session = new(patterns.Session);
    private readonly Words _busy = new(patterns.Busy);

    public PortalReply Read(int status, string? contentType, ReadOnlySpan<byte> body, TimeSpan? retryAfter, PortalQuestion asked = PortalQuestion.Other)
    {
        var business = Business(body, asked);
        if (status is >= 200 and < 300)
        {
            return business ?? (PortalReply?)(asked is PortalQuestion.Progress ? Acknowledgement(body) : null) ?? new PortalReply.NotJson(BodyKind.Of(body, contentType), Excerpt(body));
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
            new Outcome.Retry(Said("Cổng đang bận", "the portal is busy", mask(busy.Message)), PartnerDown: true, Doubtful: isWrite),
        PortalReply.Business { Kind: PortalRefusal.Unknown or PortalRefusal.Exists } odd =>
            new Outcome.Reject(NationalPortalReasons.PortalAnswerUnknown, NationalPortalReasons.Text(NationalPortalReasons.PortalAnswerUnknown, $"{odd.Code}: {mask(odd.Message)}")),
        PortalReply.Business refused =>
            new Outcome.Reject(NationalPortalReasons.PortalRefused, NationalPortalReasons.Text(NationalPortalReasons.PortalRefused, $"{refused.Code}: {mask(refused.Message)}")),
        PortalReply.SessionLost lost => new Outcome.Retry(Said("Cổng lại báo mất phiên", "the portal lost the session again", mask(lost.Message)), PartnerDown: true),
        PortalReply.NotJson page => new Outcome.Retry(Said("Cổng trả lời không phải JSON", "the portal's answer is not JSON", $"{page.What}: {mask(page.Excerpt)}"), PartnerDown: true, Doubtful: isWrite),
        PortalReply.Http { Status: 429 } slow => new Outcome.Retry("HTTP 429", slow.RetryAfter, PartnerDown: true),
        PortalReply.Http { Status: 400 or 413 or 415 or 422 } bad =>
            new Outcome.Reject(NationalPortalReasons.PortalHttp, NationalPortalReasons.Text(NationalPortalReasons.PortalHttp, $"HTTP {bad.Status}: {mask(bad.Excerpt)}")),
        // Redirects, 401, 404 and the like say that the way is wrong, not the message; nothing was applied.
        PortalReply.Http { Status: < 500 and not 408 } way => new Outcome.Retry($"HTTP {way.Status}: {mask(way.Excerpt)}", way.RetryAfter, PartnerDown: true),
        PortalReply.Http down => new Outcome.Retry($"HTTP {down.Status}", down.RetryAfter, PartnerDown: true, Doubtful: isWrite),
        PortalReply.Transport silent => new Outcome.Retry(Said("Cổng không trả lời", "no answer from the portal", silent.What), PartnerDown: true, Doubtful: isWrite && silent.MayBeSent),
        PortalReply.NoSession none => ToOutcome(none.Cause, isWrite: false, mask) switch
        {
            Outcome.Retry retry => retry with { Reason = LoginOf(retry.Reason) },
            _ => new Outcome.Retry(Said("không đăng nhập được Cổng", "the login failed"), PartnerDown: true),
        },
        PortalReply.LoginRefused login => new Outcome.Defer(login.Reason, login.Until),
        _ => throw new InvalidOperationException($"Unknown reply {reply.GetType().Name}."),
    };

    private static string Said(string vietnamese, string english, string? fact = null) => $"{new Bilingual(vietnamese, english).With(fact)}";

    private static string LoginOf(string reason)
    {
        var said = Bilingual.Parse(reason);
        return Said("đăng nhập: " + said.Vi, "login: " + said.En);
    }

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
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Looked)]);
        return OutsideText.Cut(Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(text, " ")), " ").Trim(), ExcerptMax);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private PortalReply? Business(ReadOnlySpan<byte> body, PortalQuestion asked)
    {
        if (AnswerText.Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return null;
        }

        var code = CodeOf(root) ?? (asked is PortalQuestion.LookUp && root.TryGetProperty("result", out _) ? "" : null);
        return code is null ? null : Judge(code, TextOf(root, "message") ?? "", root, asked);
    }

    // A known connector judges the answer to progress by its plain text alone. Sent again, each line would stand there twice.
    private PortalReply.Ok? Acknowledgement(ReadOnlySpan<byte> body)
    {
        var parsed = AnswerText.Parse(body);
        if (parsed is null && BodyKind.Of(body, null) is not "text")
        {
            return null;
        }

        var text = parsed is not { } root ? Encoding.UTF8.GetString(body[..Math.Min(body.Length, Looked)]) : AnswerText.Strings(root);
        var said = VietnameseText.Fold(text);
        return !Tags().IsMatch(text) && _success.In(said) && !_failure.In(said) ? new PortalReply.Ok("", Excerpt(body)) : null;
    }

    // Code and message must both be read: a create that meets an existing dossier may answer 0, a success may carry an odd code.
    private PortalReply Judge(string code, string message, JsonElement root, PortalQuestion asked)
    {
        var said = VietnameseText.Fold(message);
        var isOk = patterns.OkCodes.Contains(code);
        var isFailure = _failure.In(said);
        if (asked is PortalQuestion.LookUp && root.TryGetProperty("result", out var found) && PortalFields.Elements(found).Any())
        {
            // A dossier that is shown is there, whatever stands beside it.
            return new PortalReply.Ok(code, message, null, found.Clone());
        }

        if (!isOk && (patterns.SessionCodes.Contains(code) || _session.In(said)))
        {
            return new PortalReply.SessionLost(code, message);
        }

        if (_exists.In(said))
        {
            return new PortalReply.Business(code, message, PortalRefusal.Exists);
        }

        if (!isFailure && (isOk || _success.In(said)))
        {
            return new PortalReply.Ok(code, message, TextOf(root, "session"), root.TryGetProperty("result", out var result) ? result.Clone() : null);
        }

        if (isOk)
        {
            return new PortalReply.Business(code, message, PortalRefusal.Unknown);
        }

        return new PortalReply.Business(code, message, _unknownDossier.In(said) ? PortalRefusal.UnknownDossier
            : _busy.In(said) ? PortalRefusal.Busy
            : patterns.RefusedCodes.Contains(code) ? PortalRefusal.Refused
            : PortalRefusal.Unknown);
    }

    /// <summary>Words to be found anywhere in a folded message.</summary>
    private sealed class Words(IReadOnlyList<string> patterns)
    {
        private readonly string[] _folded = [.. patterns.Select(VietnameseText.Fold)];

        public bool In(string said) => Array.Exists(_folded, word => said.Contains(word, StringComparison.Ordinal));
    }
}
