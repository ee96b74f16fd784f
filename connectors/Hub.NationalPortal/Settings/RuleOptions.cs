namespace Hub.NationalPortal.Settings;

/// <summary>The comparison of portal and centre.</summary>
public sealed record VerifyOptions
{
    /// <summary>Dossiers first seen within so many days are compared.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Look-ups a second; as many as the lane may deliver.</summary>
    public double RatePerSecond { get; init; } = 50;

    /// <summary>Look-ups of one run in the background; 0 switches it off.</summary>
    public int Batch { get; init; } = 20;

    /// <summary>Pause of the background check when there was nothing to compare, or when the portal was away.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A dossier that agreed is looked at again after so long.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>An open dossier older than this is doubted slightly: something may have been lost on the way.</summary>
    public TimeSpan LongOpen { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether the background check re-sends what differs.</summary>
    public bool Heal { get; init; }
}

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

/// <summary>What the portal's adapter posts to the hub.</summary>
public sealed record InboundOptions
{
    /// <summary>
    /// Networks (CIDR, or one address) whose calls need no key: the adapter brings none. The address of the connection counts, so where a reverse proxy stands in
    /// front, let it add a key instead. Empty: every call needs a key of the role <c>portal</c>.
    /// </summary>
    public List<string> OpenNetworks { get; init; } = [];
}

public sealed record KpiOptions
{
    /// <summary>Rules of the pre-check that stop a dossier instead of only being noted; see <c>KpiRules</c>.</summary>
    public List<string> Block { get; init; } = [];
}
