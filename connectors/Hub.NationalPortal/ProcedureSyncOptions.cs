namespace Hub.NationalPortal;

/// <summary>The nightly reading of the portal's procedures.</summary>
public sealed record ProcedureSyncOptions
{
    /// <summary>Local time of day.</summary>
    public TimeOnly RunAt { get; init; } = new(2, 0);

    /// <summary>Procedures read in full at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>A list shorter than the catalogue by more than this share is not believed: nothing is withdrawn on its word.</summary>
    public double MaxShrinkShare { get; init; } = 0.2;

    /// <summary>Submissions written in one transaction.</summary>
    public int SubmitBatch { get; init; } = 100;
}
