using Hub.Postal.Tracking;

namespace Hub.Postal.Dialects;

/// <param name="Cursor">Where the next page begins; the one that was asked with when there is nothing new.</param>
/// <param name="HasMore">Another page waits.</param>
/// <param name="IsStuck">It tells something, and nothing in it can serve as a cursor: the next question would bring the same page.</param>
public sealed record FeedPage(IReadOnlyList<PostalSign> Signs, string? Cursor, bool HasMore, bool IsStuck = false);
