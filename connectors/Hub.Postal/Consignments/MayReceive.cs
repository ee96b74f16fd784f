namespace Hub.Postal.Consignments;

/// <summary>A person to whom the result may be handed.</summary>
/// <param name="Relation"><c>self</c>, <c>family</c>, <c>authorised</c>, <c>colleague</c> or <c>other</c>.</param>
/// <param name="IdentityNumber">When given, the identity paper shown must bear it.</param>
public sealed record MayReceive(string Name, string Relation, string? IdentityNumber);
