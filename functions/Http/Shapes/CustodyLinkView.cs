namespace Hub.Functions.Http.Shapes;

/// <param name="From"><c>citizen</c>, <c>clerk</c> or <c>postman</c>.</param>
/// <param name="Number">The consignment.</param>
/// <param name="Hash">SHA-256 over this link and the one before, lower-case hex.</param>
public sealed record CustodyLinkView(int No, string From, string To, string Number, string? Office, string By, DateTimeOffset At, DateTimeOffset ReceivedAt, string Hash);
