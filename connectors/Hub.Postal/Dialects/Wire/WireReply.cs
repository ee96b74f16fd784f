namespace Hub.Postal.Dialects.Wire;

/// <summary>What one HTTP call came to. Closed: every answer, and every silence, is one of these.</summary>
internal abstract record WireReply<T>
{
    private WireReply() { }

    /// <summary>A success by HTTP with a body that is the operator's; what it says may still be no.</summary>
    public sealed record Ok(T Value) : WireReply<T>;

    /// <param name="Text">What the body says for it; <c>html</c>, <c>empty</c> and the like where it is not the operator's JSON.</param>
    public sealed record Http(int Status, TimeSpan? After, string Text) : WireReply<T>;

    /// <summary>A success by HTTP whose body is not the operator's: a gateway's page, too long, torn off.</summary>
    /// <param name="What"><c>html</c>, <c>text</c>, <c>empty</c>, <c>too-large</c> or <c>json</c> (JSON, but not an answer).</param>
    public sealed record NotOurs(string What) : WireReply<T>;

    /// <param name="MayBeSent">False when the connection was never made: the operator cannot have seen the request.</param>
    public sealed record Silent(string What, bool MayBeSent) : WireReply<T>;

    /// <summary>No token could be had, so the call itself was never made.</summary>
    public sealed record NoToken(string What, TimeSpan? After) : WireReply<T>;

    /// <summary>Our account is refused; the call itself was never made.</summary>
    public sealed record LoginRefused(string Text) : WireReply<T>;
}
