using Hub.Core.Dossiers;
using Hub.NationalPortal.Settings;

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

/// <summary>What one event does to its dossier.</summary>
public enum DossierEffect
{
    /// <summary>Brings data, changes no status.</summary>
    Data = 0,

    /// <summary>Moves the status forward.</summary>
    Moved,

    /// <summary>Says the present status again.</summary>
    Repeated,

    /// <summary>Carries a local status that no map knows; nothing of it is taken over.</summary>
    Unmapped,

    /// <summary>Asks for a move that the graph of statuses does not have; nothing of it is taken over.</summary>
    MoveRefused,

    /// <summary>A person skipped or discarded it in this lane.</summary>
    GivenUp,

    /// <summary>Its data cannot be read.</summary>
    Broken,
}

/// <summary>One line of the dossier's progress, keyed by the event that told it.</summary>
public sealed record DossierProgress
{
    public required DossierPosition Position { get; init; }

    public required string EventId { get; init; }

    public required DossierStatus Status { get; init; }

    public required string Content { get; init; }

    public string? OfficerName { get; init; }

    public string? OfficerTitle { get; init; }

    public string? Department { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A place in a dossier's life: by the time of the event, then by the order of acceptance. Arrival never decides.</summary>
public readonly record struct DossierPosition(DateTimeOffset At, long Seq) : IComparable<DossierPosition>
{
    public int CompareTo(DossierPosition other) => At.CompareTo(other.At) is var byTime and not 0 ? byTime : Seq.CompareTo(other.Seq);

    public static bool operator <(DossierPosition left, DossierPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(DossierPosition left, DossierPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(DossierPosition left, DossierPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DossierPosition left, DossierPosition right) => left.CompareTo(right) >= 0;
}
