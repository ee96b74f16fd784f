using Hub.Core.Dossiers;

namespace Hub.NationalPortal.Dossiers;

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
