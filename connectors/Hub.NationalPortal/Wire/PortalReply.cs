using System.Text.Json;

namespace Hub.NationalPortal.Wire;

/// <summary>What one call came to. Closed: every answer, and every silence, is one of these.</summary>
public abstract record PortalReply
{
    private PortalReply() { }

    /// <summary>
    /// Of a look-up: the portal answered. Shown or not, only the result tells; a refusal in whatever words shows none, but one that asks for patience
    /// says nothing of the dossier.
    /// </summary>
    public bool AnswersLookUp => this is Ok or Business { Kind: not PortalRefusal.Busy };

    /// <param name="Code"><c>error_code</c> as text.</param>
    /// <param name="Session">Of a login.</param>
    /// <param name="Result"><c>result</c>, for operations that give one.</param>
    public sealed record Ok(string Code, string Message, string? Session = null, JsonElement? Result = null) : PortalReply;

    public sealed record Business(string Code, string Message, PortalRefusal Kind) : PortalReply;

    /// <summary>The session is unknown or over: nothing was applied.</summary>
    public sealed record SessionLost(string Code, string Message) : PortalReply;

    /// <summary>A success by HTTP whose body is not the portal's JSON: an adapter's page, plain text, too long or torn off.</summary>
    /// <param name="What"><c>html</c>, <c>text</c>, <c>empty</c>, <c>too-large</c> or <c>json</c> (JSON, but not an answer).</param>
    /// <param name="Excerpt">Beginning of the body in plain text, at most 500 characters.</param>
    public sealed record NotJson(string What, string Excerpt) : PortalReply;

    public sealed record Http(int Status, TimeSpan? RetryAfter = null, string Excerpt = "") : PortalReply;

    /// <param name="MayBeSent">False when the connection was never made: the portal cannot have seen the request.</param>
    public sealed record Transport(bool MayBeSent, string What) : PortalReply;

    /// <summary>No session could be had, so the call itself was never made.</summary>
    public sealed record NoSession(PortalReply Cause) : PortalReply;

    /// <summary>Our credentials are refused; nobody tries again before <paramref name="Until"/>.</summary>
    public sealed record LoginRefused(string Reason, DateTimeOffset Until) : PortalReply;
}

/// <summary>What a business answer that is no success means.</summary>
public enum PortalRefusal
{
    /// <summary>A create met an existing dossier.</summary>
    Exists,

    /// <summary>An update or a line met no dossier.</summary>
    UnknownDossier,

    /// <summary>A definite no; the same request would be refused again.</summary>
    Refused,

    /// <summary>Asks for patience.</summary>
    Busy,

    /// <summary>A code that no table knows, without a word of success; or code and message contradict each other.</summary>
    Unknown,
}

/// <summary>What was asked, as far as the answer is read by it.</summary>
public enum PortalQuestion
{
    Other = 0,

    /// <summary><c>TraCuuHoSo</c>: the result alone tells.</summary>
    LookUp,

    /// <summary><c>CapNhatTienDoHoSoMC</c>: the answer need not be JSON.</summary>
    Progress,
}
