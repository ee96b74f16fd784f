namespace Hub.NationalPortal;

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
