namespace Hub.Postal.Consignments;

/// <summary>Sender or receiver. Personal data all through.</summary>
public sealed record PostalParty(string Name, string? Phone, string? Email, PostalPlace Place);

/// <summary>An address: two levels since 2025-07 (province, commune), or the former three with a district, as the citizen wrote it.</summary>
/// <param name="Line">House, street, hamlet.</param>
/// <param name="CommuneCode">Official code of five digits, of today's or of a former commune; null when only the name is known.</param>
/// <param name="DistrictCode">Official code of the former district; null in an address of two levels.</param>
/// <param name="ProvinceCode">Official code of two digits, of today's or of a former province.</param>
public sealed record PostalPlace(
    string Line, string? CommuneCode, string? CommuneName, string? DistrictCode, string? DistrictName, string? ProvinceCode, string? ProvinceName);

/// <summary>Which way a consignment goes.</summary>
public enum PostalDirection
{
    /// <summary>Thu gom: papers from the citizen to the agency.</summary>
    Pickup,

    /// <summary>Chuyển trả: a result from the agency to the citizen.</summary>
    Delivery,
}

/// <summary>One kind of paper in a consignment.</summary>
/// <param name="Id">Of the case system, unique in the dossier; with the dossier code it names the paper's custody chain.</param>
/// <param name="Kind"><c>original</c>, <c>copy</c>, <c>form</c> or <c>result</c>.</param>
public sealed record PostalPaper(string Id, string Name, int Count, string Kind);

/// <summary>A person to whom the result may be handed.</summary>
/// <param name="Relation"><c>self</c>, <c>family</c>, <c>authorised</c>, <c>colleague</c> or <c>other</c>.</param>
/// <param name="IdentityNumber">When given, the identity paper shown must bear it.</param>
public sealed record MayReceive(string Name, string Relation, string? IdentityNumber);
