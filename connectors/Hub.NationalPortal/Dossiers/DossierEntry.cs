using Hub.Core.Dossiers;

namespace Hub.NationalPortal.Dossiers;

/// <summary>One event in a folded history.</summary>
/// <param name="Status">The status it says, mapped; null when it says none or none that is known.</param>
/// <param name="Said">The status code as the centre wrote it.</param>
/// <param name="Before">The status before it.</param>
/// <param name="Line">Its line of progress; null when it has none.</param>
/// <param name="After">The dossier with this event taken in.</param>
public sealed record DossierEntry(
    DossierPosition Position,
    string EventId,
    string Type,
    DossierEffect Effect,
    DossierStatus? Status,
    string? Said,
    DossierStatus? Before,
    DossierProgress? Line,
    DossierSnapshot After)
{
    /// <summary>It says a status that stands in the dossier's life.</summary>
    public bool IsStatus => Effect is DossierEffect.Moved or DossierEffect.Repeated;

    /// <summary>The portal must be told of it even when a later status is already known.</summary>
    public bool MustBeTold => IsStatus && !NationalPortalCodes.IsSkippable(Status!.Value);
}
