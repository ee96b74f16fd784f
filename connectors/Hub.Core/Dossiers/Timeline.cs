namespace Hub.Core.Dossiers;

/// <summary>A dossier in plain words: where it is, who holds it, since when, what comes next. Times are at +07:00.</summary>
/// <param name="Status">Canonical name or the centre's own code; null before any status is known.</param>
/// <param name="StatusText">The status in words.</param>
public sealed record Timeline(
    string Code,
    string? Procedure,
    string? Status,
    string StatusText,
    string Where,
    string Holder,
    string Since,
    string Next,
    IReadOnlyList<TimelineLine> Lines,
    IReadOnlyList<TimelineLane> Lanes);
