using Hub.Core.Dossiers;

namespace Hub.Core.Intake;

/// <summary>What a centre may decide about the events it takes.</summary>
public sealed record IntakeRules
{
    public DossierCodeRule DossierCodes { get; init; } = DossierCodeRule.Any;

    /// <summary>How far ahead of the hub's clock an event's time may be before it is refused.</summary>
    public TimeSpan MaxFuture { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What a status code of the centre means; null when nobody knows. Canonical names are always known.</summary>
    public Func<string, DossierStatus?> Resolve { get; init; } = static name => DossierStatuses.TryParse(name, out var status) ? status : null;
}

/// <summary>How much one request may bring.</summary>
/// <param name="MaxBatch">Events in a batch.</param>
/// <param name="MaxEventBytes">Bytes of one event as it came, white space included.</param>
/// <param name="MaxDepth">Levels of nesting inside the data.</param>
public sealed record IntakeLimits(int MaxBatch, int MaxEventBytes, int MaxDepth);

public enum DossierCodeRule
{
    /// <summary>Any text of at most 50 characters without control characters: centres have codes of their own.</summary>
    Any,

    /// <summary>Only the codes of Circular 01/2018/TT-VPCP, article 19, and the style of 2026.</summary>
    Published,
}
