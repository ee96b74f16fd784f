namespace Hub.Postal.Consignments;

/// <summary>An address: two levels since 2025-07 (province, commune), or the former three with a district, as the citizen wrote it.</summary>
/// <param name="Line">House, street, hamlet.</param>
/// <param name="CommuneCode">Official code of five digits, of today's or of a former commune; null when only the name is known.</param>
/// <param name="DistrictCode">Official code of the former district; null in an address of two levels.</param>
/// <param name="ProvinceCode">Official code of two digits, of today's or of a former province.</param>
public sealed record PostalPlace(
    string Line, string? CommuneCode, string? CommuneName, string? DistrictCode, string? DistrictName, string? ProvinceCode, string? ProvinceName);
