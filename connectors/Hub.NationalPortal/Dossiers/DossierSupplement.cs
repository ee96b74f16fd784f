using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>One round of further papers: what was asked, and what came of it.</summary>
public sealed record DossierSupplement(string Id, SupplementRequest? Request, SupplementReceipt? Receipt = null);
