namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>Data of <c>dossier.status-changed.v1</c>.</summary>
public sealed record StatusChangedData
{
    public string? Status { get; init; }

    public string? Content { get; init; }

    public Officer? Officer { get; init; }

    public Agency? Holder { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? AppointmentAt { get; init; }

    public string? Reason { get; init; }

    public SupplementRequest? Supplement { get; init; }

    public SupplementReceipt? SupplementReceived { get; init; }

    public PaymentRequest? Payment { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public IReadOnlyList<ResultPaper>? ResultPapers { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    public string? Method { get; init; }
}
