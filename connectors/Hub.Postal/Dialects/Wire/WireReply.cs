using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Wire;

/// <summary>What one HTTP call came to. Closed: every answer, and every silence, is one of these.</summary>
internal abstract record WireReply<T>
{
    private WireReply() { }

    /// <summary>A success by HTTP with a body that is the operator's; what it says may still be no.</summary>
    /// <param name="Raw">The body.</param>
    public sealed record Ok(T Value, ReadOnlyMemory<byte> Raw = default) : WireReply<T>;

    /// <param name="Text">What the body says for it; <c>html</c>, <c>empty</c> and the like where it is not the operator's JSON.</param>
    public sealed record Http(int Status, TimeSpan? After, string Text) : WireReply<T>;

    /// <summary>A success by HTTP whose body is not the operator's: a gateway's page, too long, torn off.</summary>
    /// <param name="What"><c>html</c>, <c>text</c>, <c>empty</c>, <c>too-large</c>, <c>torn</c> (half of an answer) or <c>json</c> (JSON, but not an answer).</param>
    /// <param name="Raw">The body.</param>
    public sealed record NotOurs(string What, ReadOnlyMemory<byte> Raw = default) : WireReply<T>;

    /// <param name="MayBeSent">False when the connection was never made: the operator cannot have seen the request.</param>
    public sealed record Silent(string What, bool MayBeSent) : WireReply<T>;

    /// <summary>No token could be had, so the call itself was never made.</summary>
    public sealed record NoToken(string What, TimeSpan? After) : WireReply<T>;

    /// <summary>Our account is refused; the call itself was never made.</summary>
    public sealed record LoginRefused(string Text) : WireReply<T>;
}

/// <summary>The one place that says what HTTP means for a call, whatever the dialect.</summary>
internal static class WireReplies
{
    /// <param name="isWrite">The call would have had an effect.</param>
    /// <param name="read">What the operator's own answer comes to.</param>
    /// <param name="mask">Takes persons out of texts.</param>
    public static PostalReply<TOut> ToPostal<T, TOut>(this WireReply<T> reply, bool isWrite, Func<T, PostalReply<TOut>> read, Func<string, string> mask) => reply switch
    {
        WireReply<T>.Ok ok => Kept(read(ok.Value), ok.Raw),
        WireReply<T>.LoginRefused refused => new PostalReply<TOut>.LoginRefused(mask(refused.Text)),
        WireReply<T>.NoToken { After: { } after, What: var what } => new PostalReply<TOut>.Busy(what, after),
        WireReply<T>.NoToken none => new PostalReply<TOut>.Down(none.What, MayHaveEffect: false),
        WireReply<T>.Http { Status: 401 or 403 } refused => new PostalReply<TOut>.LoginRefused(mask(refused.Text)),
        WireReply<T>.Http { Status: 429 } busy => new PostalReply<TOut>.Busy("HTTP 429", busy.After),
        WireReply<T>.Http { Status: 503, After: { } after } => new PostalReply<TOut>.Busy("HTTP 503", after),
        WireReply<T>.Http { Status: 400 or 413 or 415 or 422 } bad => new PostalReply<TOut>.Refused(PostalReasonCodes.Refused, mask($"HTTP {bad.Status}: {bad.Text}")),
        // Redirects, 404, 405 and the like say that the way is wrong, not the message; nothing was applied.
        WireReply<T>.Http { Status: < 500 and not 408 } way => new PostalReply<TOut>.Down(mask($"HTTP {way.Status}: {way.Text}"), MayHaveEffect: false),
        WireReply<T>.Http down => new PostalReply<TOut>.Down($"HTTP {down.Status}", isWrite),
        WireReply<T>.NotOurs page => Kept(new PostalReply<TOut>.Down($"not JSON ({page.What})", isWrite), page.What is "json" or "text" ? page.Raw : default),
        WireReply<T>.Silent silent => new PostalReply<TOut>.Down(silent.What, isWrite && silent.MayBeSent),
        _ => throw new InvalidOperationException($"Unknown reply {reply.GetType().Name}."),
    };

    // A success whose answer says nothing that is understood: somebody must be able to see it. A gateway's page, and half of an answer, is an outage and no answer.
    private static PostalReply<T> Kept<T>(PostalReply<T> reply, ReadOnlyMemory<byte> raw) => reply is PostalReply<T>.Down down ? down with { Unread = WireText.Raw(raw) } : reply;

    /// <summary>Null when the operator answered, whatever it said; else why not.</summary>
    public static string? Fault<T>(this PostalReply<T> reply) => reply switch
    {
        PostalReply<T>.Busy busy => busy.Text,
        PostalReply<T>.Down down => down.Text,
        PostalReply<T>.LoginRefused refused => $"credentials refused: {refused.Text}",
        _ => null,
    };
}
