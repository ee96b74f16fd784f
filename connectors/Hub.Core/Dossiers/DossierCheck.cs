using Hub.Core.Envelopes;

namespace Hub.Core.Dossiers;

/// <param name="IsSettled">Nothing of this dossier is on its way in the lane: then a difference means something. What a dead letter holds is not on its way, since only a person moves it.</param>
public sealed record DossierCheck(DossierRow Dossier, PartnerState? State, bool IsSettled);
