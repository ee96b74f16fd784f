namespace Hub.Postal.Acts;

/// <param name="Number">A consignment on the slip.</param>
/// <param name="Note">What is wrong with it; at most 300 characters.</param>
public sealed record SheetDispute(string Number, string? Note);
