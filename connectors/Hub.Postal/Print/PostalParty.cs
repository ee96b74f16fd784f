namespace Hub.Postal.Print;

/// <param name="Name">A person or an office.</param>
/// <param name="AddressLines">From the street to the province, as it is to be read by the postman; may be empty.</param>
/// <param name="Phone"><see langword="null"/> when none was given.</param>
public sealed record PostalParty(string Name, IReadOnlyList<string> AddressLines, string? Phone = null);
