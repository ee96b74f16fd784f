using System.ComponentModel.DataAnnotations;

namespace Hub.Functions.Settings;

/// <summary>How long things are kept.</summary>
public sealed record RetentionSettings
{
    /// <summary>Days after a closed dossier's last event.</summary>
    [Range(1, 36_500)]
    public int ClosedDossierDays { get; init; } = 1825;
}
