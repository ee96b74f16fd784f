namespace Hub.Postal.Consignments;

/// <summary>Sender or receiver. Personal data all through.</summary>
public sealed record PostalParty(string Name, string? Phone, string? Email, PostalPlace Place);
