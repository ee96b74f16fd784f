using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Who gave or received. Personal data.</summary>
/// <param name="Relation">As in <see cref="MayReceive.Relation"/>.</param>
/// <param name="IdentityChecked">The identity paper was seen.</param>
/// <param name="IdentityNumber">Of the paper seen; null when it was not noted.</param>
public sealed record ActPerson(string Name, string Relation, bool IdentityChecked, string? IdentityNumber);
