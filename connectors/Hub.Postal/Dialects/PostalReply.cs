using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects;

/// <summary>What one call came to. Closed: every answer, and every silence, is one of these. Texts are the operator's, masked.</summary>
public abstract record PostalReply<T>
{
    private PostalReply() { }

    public sealed record Ok(T Value) : PostalReply<T>;

    /// <summary>The number is registered already.</summary>
    public sealed record AlreadyThere(string Text) : PostalReply<T>;

    public sealed record NotFound(string Text) : PostalReply<T>;

    /// <summary>It will not, whenever it is asked.</summary>
    /// <param name="Code">Stable reason code of ours, kebab-case: <c>postal-refused</c>, <c>postal-area-not-served</c>, <c>postal-too-late</c>.</param>
    public sealed record Refused(string Code, string Text) : PostalReply<T>;

    /// <summary>It cannot now and says so: 429, 503.</summary>
    public sealed record Busy(string Text, TimeSpan? After) : PostalReply<T>;

    /// <summary>No answer, or none of its own: time-out, torn connection, 5xx, a page of HTML.</summary>
    /// <param name="MayHaveEffect">The request may have reached it.</param>
    public sealed record Down(string Text, bool MayHaveEffect) : PostalReply<T>
    {
        /// <summary>The answer itself where there was one that cannot be read, at most 64 KB; else empty. Whoever asked keeps it.</summary>
        public ReadOnlyMemory<byte> Unread { get; init; }
    }

    /// <summary>It was taken down, and somebody at the operator decides on it.</summary>
    /// <param name="Case">What the decision is asked for by; may be empty.</param>
    public sealed record Waiting(string Case, string Text) : PostalReply<T>;

    /// <summary>Our credentials are refused; nothing was asked.</summary>
    public sealed record LoginRefused(string Text) : PostalReply<T>;

    /// <summary>The dialect has no such operation.</summary>
    public sealed record Unable : PostalReply<T>;
}

/// <summary>An order that the operator has.</summary>
/// <param name="Waybill">Null where the operator gives it later, with the first tracking event.</param>
/// <param name="Reference">The operator's own id of the order.</param>
/// <param name="Price">Whole đồng.</param>
public sealed record Booked(string? Waybill, string? Reference, long? Price);

/// <param name="Text">The operator's words, masked.</param>
public sealed record Accepted(string? Text);

/// <param name="Cursor">Where the next page begins; the one that was asked with when there is nothing new.</param>
/// <param name="HasMore">Another page waits.</param>
/// <param name="IsStuck">It tells something, and nothing in it can serve as a cursor: the next question would bring the same page.</param>
public sealed record FeedPage(IReadOnlyList<TrackingEvent> Events, string? Cursor, bool HasMore, bool IsStuck = false);
