namespace Hub.Core.Dossiers;

/// <summary>What an accepted event says about its dossier's row: the row keeps the latest status by event time, then by order of acceptance.</summary>
/// <param name="Code">Trimmed dossier code, at most 50 characters, compared ordinally.</param>
/// <param name="At">Event time.</param>
/// <param name="Status">Canonical name or the centre's own status code; null when the event changes no status.</param>
/// <param name="IsTerminal">Whether the status ends the dossier.</param>
public sealed record DossierMove(string Code, DateTimeOffset At, string? Status = null, bool IsTerminal = false, string? ProcedureCode = null);
