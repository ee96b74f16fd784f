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
