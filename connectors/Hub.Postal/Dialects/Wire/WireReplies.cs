namespace Hub.Postal.Dialects.Wire;

/// <summary>The one place that says what HTTP means for a call, whatever the dialect.</summary>
internal static class WireReplies
{
    /// <param name="isWrite">The call would have had an effect.</param>
    /// <param name="read">What the operator's own answer comes to.</param>
    /// <param name="mask">Takes persons out of texts.</param>
    public static PostalReply<TOut> ToPostal<T, TOut>(this WireReply<T> reply, bool isWrite, Func<T, PostalReply<TOut>> read, Func<string, string> mask) => reply switch
    {
        WireReply<T>.Ok ok => read(ok.Value),
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
        WireReply<T>.NotOurs page => new PostalReply<TOut>.Down($"not JSON ({page.What})", isWrite),
        WireReply<T>.Silent silent => new PostalReply<TOut>.Down(silent.What, isWrite && silent.MayBeSent),
        _ => throw new InvalidOperationException($"Unknown reply {reply.GetType().Name}."),
    };

    /// <summary>Null when the operator answered, whatever it said; else why not.</summary>
    public static string? Fault<T>(this PostalReply<T> reply) => reply switch
    {
        PostalReply<T>.Busy busy => busy.Text,
        PostalReply<T>.Down down => down.Text,
        PostalReply<T>.LoginRefused refused => $"credentials refused: {refused.Text}",
        _ => null,
    };
}
