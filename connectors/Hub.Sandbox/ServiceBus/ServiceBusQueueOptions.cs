namespace Hub.Sandbox.ServiceBus;

/// <summary>A queue and its settings, within the limits that the vendor publishes.</summary>
public sealed record ServiceBusQueueOptions
{
    public required string Name { get; init; }

    /// <summary>5 seconds to 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries after which a message that nobody completed goes to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>20 seconds to 7 days; null for a queue without duplicate detection.</summary>
    public TimeSpan? DuplicateWindow { get; init; }

    public bool DeadLetterOnExpiry { get; init; }

    /// <summary>Every message needs a session, and receivers lock a whole session.</summary>
    public bool RequiresSession { get; init; }

    /// <summary>A message that asks for a longer life gets this one.</summary>
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Bytes of all messages, dead letters included; the vendor's smallest queue holds 1 GB, the twin less because it is kept in memory.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Ids that duplicate detection remembers at most; the oldest are forgotten first.</summary>
    public int MaxRememberedIds { get; init; } = 200_000;

    internal void Validate()
    {
        Require(Name.Length is > 0 and <= 260 && Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), "Name", "letters, digits, '-', '_' and '.'");
        Require(LockDuration >= TimeSpan.FromSeconds(5) && LockDuration <= TimeSpan.FromMinutes(5), "LockDuration", "5 s to 5 min");
        Require(MaxDeliveryCount is >= 1 and <= 2000, "MaxDeliveryCount", "1 to 2000");
        Require(DuplicateWindow is not { } window || (window >= TimeSpan.FromSeconds(20) && window <= TimeSpan.FromDays(7)), "DuplicateWindow", "20 s to 7 days, or none");
        Require(DefaultTimeToLive >= TimeSpan.FromSeconds(1), "DefaultTimeToLive", "1 s or more");
        Require(MaxBytes > 0 && MaxRememberedIds > 0, "MaxBytes", "above zero, as MaxRememberedIds");
    }

    private void Require(bool isRight, string setting, string limits)
    {
        if (!isRight)
        {
            throw new ArgumentException($"Queue '{Name}': {setting} must be {limits}.");
        }
    }
}
