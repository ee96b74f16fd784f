namespace Hub.Core.Intake;

/// <summary>What the host decides about events that come off a queue: the same as over HTTP.</summary>
public sealed record EventQueueOptions
{
    public required IntakeLimits Limits { get; init; }

    /// <summary>Bytes of one message body.</summary>
    public required int MaxBodyBytes { get; init; }

    public required VerdictWriter WriteVerdict { get; init; }
}
