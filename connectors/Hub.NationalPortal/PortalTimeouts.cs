namespace Hub.NationalPortal;

/// <summary>Patience inside one attempt.</summary>
public sealed record PortalTimeouts
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Login { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Known connectors wait 60 seconds for an answer.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause before the one quick repeat of a read.</summary>
    public TimeSpan ReadRetryDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a refused login is not tried again.</summary>
    public TimeSpan AfterRefusedLogin { get; init; } = TimeSpan.FromMinutes(15);
}
