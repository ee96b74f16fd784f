using Hub.Core.Envelopes;
using Hub.Core.Trust;

namespace Hub.Core.DeadLetters;

/// <summary>What waits for a person, and what a person may decide. Every act commits with its audit entry.</summary>
public interface IDeadLetters
{
    /// <summary>Dead and skipped envelopes, oldest first, without history.</summary>
    Task<IReadOnlyList<EnvelopeRecord>> ListAsync(DeadLetterFilter filter, long after, int limit, CancellationToken ct);

    Task<long> CountAsync(DeadLetterFilter filter, CancellationToken ct);

    /// <summary>Any envelope with full history and edits, whatever its state.</summary>
    Task<EnvelopeRecord?> FindAsync(EnvelopeId id, CancellationToken ct);

    /// <summary>Makes it due now with a fresh ladder; its strand flows again. False when it is neither dead nor skipped.</summary>
    Task<bool> RetryAsync(DecidedLetter letter, AuditEntry audit, CancellationToken ct);

    /// <summary>Replaces the body, keeping the old one with both authors, whom the audit entry's detail then names too. The caller has checked the new body against its schema. False when not dead or skipped.</summary>
    Task<bool> EditAsync(DecidedLetter letter, ReadOnlyMemory<byte> body, AuditEntry audit, CancellationToken ct);

    /// <summary>Sets it aside; later ones of its key flow on. False when it is not dead.</summary>
    Task<bool> SkipAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct);

    /// <summary>Gives it up for good. False when it is neither dead nor skipped.</summary>
    Task<bool> DiscardAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct);
}

/// <summary>A letter about which a person decided.</summary>
/// <param name="Stands">Whether it is still what was decided about, judged within the transaction of the act; where it is not, nothing is done. Null: whatever it is by then.</param>
public readonly record struct DecidedLetter(EnvelopeId Id, Func<EnvelopeRecord, bool>? Stands = null)
{
    public static implicit operator DecidedLetter(EnvelopeId id) => new(id);
}

/// <summary>Which dead letters are meant; null means any.</summary>
/// <param name="Key">Of the strand, as the lane keeps it in order.</param>
/// <param name="Dossier">What the event behind it is about, whatever the lane makes its keys of.</param>
public sealed record DeadLetterFilter(
    string? Lane = null, string? Code = null, string? Key = null, string? Type = null,
    DateTimeOffset? Since = null, DateTimeOffset? Until = null, EnvelopeState? State = null, string? Dossier = null);
