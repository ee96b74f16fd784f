using Hub.Core.Envelopes;

namespace Hub.Core.Dossiers;

/// <summary>What the store keeps of a dossier beside its events.</summary>
public sealed record DossierRow(
    string Code,
    string? ProcedureCode,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    string? Status,
    DateTimeOffset? StatusAt,
    bool IsClosed);

/// <summary>One event of a dossier as a lane must see it: with the body that a person mended, where one did.</summary>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Data">JSON.</param>
/// <param name="IsGivenUp">A person skipped or discarded this event in the lane that asks: the partner is not to be told of it.</param>
public sealed record DossierEvent(long Seq, string Id, string Type, DateTimeOffset At, ReadOnlyMemory<byte> Data, bool IsGivenUp = false);

/// <summary>What an accepted event says about its dossier's row: the row keeps the latest status by event time, then by order of acceptance.</summary>
/// <param name="Code">Trimmed dossier code, at most 50 characters, compared ordinally.</param>
/// <param name="At">Event time.</param>
/// <param name="Status">Canonical name or the centre's own status code; null when the event changes no status.</param>
/// <param name="IsTerminal">Whether the status ends the dossier.</param>
public sealed record DossierMove(string Code, DateTimeOffset At, string? Status = null, bool IsTerminal = false, string? ProcedureCode = null);

/// <param name="IsSettled">Nothing of this dossier is on its way in the lane: then a difference means something. What a dead letter holds is not on its way, since only a person moves it.</param>
public sealed record DossierCheck(DossierRow Dossier, PartnerState? State, bool IsSettled);
