namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>What the applicant must still bring.</summary>
public sealed record SupplementRequest
{
    public string? Id { get; init; }

    public string? Content { get; init; }

    public string? RequestedBy { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public IReadOnlyList<OtherPaper>? Papers { get; init; }

    public IReadOnlyList<Fee>? Fees { get; init; }

    public DateTimeOffset? PreviousAppointmentAt { get; init; }

    public DateTimeOffset? NewAppointmentAt { get; init; }
}
