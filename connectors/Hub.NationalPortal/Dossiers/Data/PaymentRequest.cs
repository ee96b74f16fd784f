namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>What the applicant must pay, whole đồng.</summary>
public sealed record PaymentRequest
{
    public string? Content { get; init; }

    public long? Amount { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}
