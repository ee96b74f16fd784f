using System.ComponentModel.DataAnnotations;
using Hub.Core.Intake;

namespace Hub.Functions.Settings;

/// <summary>Limits of what callers may send.</summary>
public sealed record IntakeSettings
{
    /// <summary>Events in one batch.</summary>
    [Range(1, 10_000)]
    public int MaxBatch { get; init; } = 1000;

    /// <summary>Bytes of one event.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxEventBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one request body.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes that all larger bodies under way may hold together, and as many again all larger answers; beyond it 503. It should be several times <see cref="MaxBodyBytes"/>.</summary>
    [Range(1024 * 1024, 1024L * 1024 * 1024)]
    public int MaxBytesUnderWay { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes a second that a body must come with, and an answer must be taken with, in every ten seconds; slower ones are cut off.</summary>
    [Range(1, 1_000_000)]
    public int MinBytesPerSecond { get; init; } = 1024;

    /// <summary>Connections at once; 0: as many as the process's limit of open files leaves room for.</summary>
    [Range(0, 100_000)]
    public int MaxConnections { get; init; }

    /// <summary>Levels of nesting in an event's data.</summary>
    [Range(4, 64)]
    public int MaxDepth { get; init; } = 32;

    /// <summary>Requests a second one caller may make in the long run; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public double RatePerKey { get; init; } = 20_000;

    /// <summary>Requests a caller may make at once before the rate counts.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 40_000;

    /// <summary>Signed calls a second that one partner may push in the long run; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public double PushesPerSecond { get; init; } = 20;

    /// <summary>Signed calls a partner may push at once before the rate counts.</summary>
    [Range(1, 1_000_000)]
    public int PushBurst { get; init; } = 200;

    /// <summary><c>Any</c>, or <c>Published</c> to take only the published forms of dossier codes.</summary>
    public DossierCodeRule DossierCodes { get; init; } = DossierCodeRule.Any;

    /// <summary>How far ahead of the hub's clock an event's time may be.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan MaxFuture { get; init; } = TimeSpan.FromHours(24);
}
