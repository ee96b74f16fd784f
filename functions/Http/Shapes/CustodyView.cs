namespace Hub.Functions.Http.Shapes;

/// <summary>Who had each paper of a dossier when.</summary>
/// <param name="Holds">No link of any chain was changed or is missing; there may be gaps.</param>
public sealed record CustodyView(string Dossier, bool Holds, int Gaps, IReadOnlyList<CustodyChainView> Chains);
