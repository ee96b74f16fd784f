using Hub.Core.Envelopes;

namespace Hub.Core.Dossiers;

/// <param name="IsSettled">Nothing of this dossier waits, is held or is in delivery in the lane: only then does a difference mean something.</param>
public sealed record DossierCheck(DossierRow Dossier, PartnerState? State, bool IsSettled);
