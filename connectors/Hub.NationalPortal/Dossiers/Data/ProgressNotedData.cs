namespace Hub.NationalPortal.Dossiers.Data;

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
