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

/// <summary>Data of <c>dossier.progress-noted.v1</c>.</summary>
public sealed record ProgressNotedData
{
    public string? Content { get; init; }

    public Officer? Officer { get; init; }

    public Agency? Holder { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Data of <c>dossier.result-issued.v1</c>.</summary>
public sealed record ResultIssuedData
{
    public IReadOnlyList<ResultPaper>? Papers { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string? SignedBy { get; init; }

    public Officer? Officer { get; init; }
}

/// <summary>What counts of the data of <c>dossier.submitted-online.v1</c> and <c>portal.notice-received.v1</c>.</summary>
public sealed record FiledData
{
    public string? Kind { get; init; }
}

/// <summary>Data of <c>procedure.integration-proposed.v1</c> and <c>-withdrawn.v1</c>.</summary>
public sealed record IntegrationData
{
    public ProcedureRef? Procedure { get; init; }

    public string? ServiceLevel { get; init; }

    public Agency? Agency { get; init; }

    public string? Reason { get; init; }

    public string? DecisionNumber { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public IntegrationEvidence? Evidence { get; init; }
}

/// <summary>What shows a decision.</summary>
public sealed record IntegrationEvidence
{
    public string? Url { get; init; }

    public string? Note { get; init; }
}
