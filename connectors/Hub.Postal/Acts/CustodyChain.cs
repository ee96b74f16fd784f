using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>The chain of one paper or envelope, read and checked.</summary>
/// <param name="Item">Dossier code, <c>/</c>, paper id.</param>
/// <param name="Holds">No hash is broken; there may be gaps.</param>
/// <param name="Holder">Who has it, as far as was told; null when that cannot be said.</param>
public sealed record CustodyChain(string Item, bool Holds, Holder? Holder, IReadOnlyList<CustodyLink> Links, IReadOnlyList<CustodyFault> Faults);
