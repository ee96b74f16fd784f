namespace Hub.NationalPortal.Dossiers.Data;

/// <summary>Data of <c>dossier.received.v1</c>.</summary>
public sealed record ReceivedData
{
    public ProcedureRef? Procedure { get; init; }

    public string? Channel { get; init; }

    public string? SubmittedVia { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? AppointmentAt { get; init; }

    public Applicant? Applicant { get; init; }

    public string? ReceiptNumber { get; init; }

    public string? Summary { get; init; }

    public string? Note { get; init; }

    public string? OtherInformation { get; init; }

    public Agency? Agency { get; init; }

    public ResultReturn? ResultReturn { get; init; }

    public IReadOnlyList<Paper>? Papers { get; init; }

    public IReadOnlyList<OtherPaper>? OtherPapers { get; init; }

    public IReadOnlyList<Fee>? Fees { get; init; }

    public string? OnlinePayment { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public Officer? Officer { get; init; }

    public string? LocalStatus { get; init; }
}
