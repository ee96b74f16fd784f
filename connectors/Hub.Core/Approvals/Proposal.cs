using System.Security.Cryptography;
using System.Text;
using Hub.Core.Trust;

namespace Hub.Core.Approvals;

/// <summary>What one person wants done and another must allow.</summary>
/// <param name="Id">A UUID, version 7: in the order of proposing.</param>
/// <param name="Kind">Name of its <see cref="IProposalKind"/>.</param>
/// <param name="Subject">What it is about, as its kind names it: an envelope's id, an account. No personal data.</param>
/// <param name="Digest">Of the subject as it stood when it was proposed; see <see cref="ProposalDigest"/>.</param>
/// <param name="MakerActor">The maker as the audit names callers: a key's id, or a token's subject behind its prefix.</param>
/// <param name="Reason">Why, for whoever decides; no personal data.</param>
public sealed record Proposal(
    Guid Id, string Kind, string Subject, string Digest, Person Maker, string MakerActor, string Reason, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The subject as it stood, and as it is to be; JSON, or empty where there is nothing.</summary>
    public required ReadOnlyMemory<byte> Before { get; init; }

    public required ReadOnlyMemory<byte> After { get; init; }

    /// <summary>The event type whose schema says what in <see cref="Before"/> and <see cref="After"/> is personal; null when nothing is.</summary>
    public string? Type { get; init; }

    /// <summary>The dossier with which it goes in the end; null when it hangs on none.</summary>
    public string? Dossier { get; init; }

    /// <summary>Which limit it falls under, as its kind names them; null when the kind has one only.</summary>
    public string? LimitClass { get; init; }

    public ProposalState State { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who decided; the maker when it was withdrawn, null when it lapsed.</summary>
    public Person? Checker { get; init; }

    public string? CheckerActor { get; init; }

    public string? DecisionReason { get; init; }

    /// <summary>The same wish again, as of a caller who did not get the first answer.</summary>
    public bool Repeats(ProposalDraft draft) => Kind == draft.Kind && Subject == draft.Subject && Digest == draft.Digest && Maker.Equals(draft.Maker) && After.Span.SequenceEqual(draft.After.Span);
}

/// <summary>What is to be proposed.</summary>
/// <param name="Digest">Of the subject as its maker saw it.</param>
public sealed record ProposalDraft(
    Guid Id, string Kind, string Subject, string Digest, Person Maker, string MakerActor, string Reason, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt)
{
    public required ReadOnlyMemory<byte> After { get; init; }

    public string? Type { get; init; }

    public string? Dossier { get; init; }

    public string? LimitClass { get; init; }

    /// <param name="before">The subject as the store has it now.</param>
    public Proposal Proposed(ReadOnlyMemory<byte> before) => new(Id, Kind, Subject, Digest, Maker, MakerActor, Reason, ProposalRules.Kept(ProposedAt), ProposalRules.Kept(ExpiresAt))
    {
        Before = before,
        After = After,
        Type = Type,
        Dossier = Dossier,
        LimitClass = LimitClass,
    };
}

/// <summary>The digest that a proposal is judged on: lower-case hex of SHA-256 over kind, subject and the subject as it stands.</summary>
public static class ProposalDigest
{
    public static string Of(string kind, string subject, ReadOnlySpan<byte> present)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\n{subject}\n"));
        hash.AppendData(present);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
