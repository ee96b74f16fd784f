namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>What the applicant brought.</summary>
public sealed record SupplementReceipt
{
    public string? Id { get; init; }

    public string? ReceivedBy { get; init; }

    public string? Information { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public IReadOnlyList<Paper>? Papers { get; init; }
}
