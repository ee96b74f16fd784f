using Hub.Postal.Tracking;

namespace Hub.Postal.Dialects;

/// <param name="Cursor">Where the next page begins; the one that was asked with when there is nothing new.</param>
/// <param name="HasMore">Another page waits.</param>
public sealed record FeedPage(IReadOnlyList<PostalSign> Signs, string? Cursor, bool HasMore);
