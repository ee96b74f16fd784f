using Hub.Postal.Acts;

namespace Hub.Functions.Http.Shapes;

/// <param name="Item">Dossier code, <c>/</c>, paper id.</param>
/// <param name="Holder">Who has it, as far as was told; absent when a link is broken.</param>
/// <param name="Faults">Gaps and breaks.</param>
public sealed record CustodyChainView(string Item, bool Holds, string? Holder, IReadOnlyList<CustodyLinkView> Links, IReadOnlyList<CustodyFault> Faults);
