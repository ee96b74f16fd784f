namespace Hub.Core.Post;

/// <summary>A confirmation or another act on a sheet.</summary>
/// <param name="Act"><c>opened</c>, <c>closed</c>, <c>post-confirmed</c>, <c>agency-confirmed</c> or <c>received</c>.</param>
/// <param name="Name">The person who signed, as given; personal data.</param>
public sealed record SheetMark(string Act, string By, string? Name, DateTimeOffset At, DateTimeOffset ReceivedAt);
