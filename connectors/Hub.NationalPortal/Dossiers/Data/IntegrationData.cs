namespace Hub.NationalPortal.Dossiers.Data;

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
