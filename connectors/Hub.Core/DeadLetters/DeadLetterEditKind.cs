using Hub.Core.Approvals;
using Hub.Core.Envelopes;
using Hub.Core.Intake;
using Hub.Core.Trust;

namespace Hub.Core.DeadLetters;

/// <summary>A dead letter's new body, where it touches money or somebody's identity. Its subject is the envelope's id; it stands as its body does while it is dead or set aside.</summary>
public sealed class DeadLetterEditKind(IDeadLetters letters, DeadLetterEdits edits, GuardedFields guarded) : IProposalKind
{
    public const string KindName = "dead-letter-edit";

    public string Name => KindName;

    public Bilingual Title { get; } = ("Sửa tiền hoặc nhân thân trong thư chưa gửi được", "Edit of money or identity in a dead letter");

    public IReadOnlyList<string> Roles { get; } = [Role.Operator, Role.Admin];

    public TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    public async Task<(ProposalBasis? Basis, Refusal? Refusal)> WeighAsync(string subject, ReadOnlyMemory<byte> after, CancellationToken ct) =>
        !EnvelopeId.TryParse(subject, out var id) || id.ToString() != subject || await letters.FindAsync(id, ct) is not { } found ? (null, new Refusal("not-found", []))
        : found.State is not (EnvelopeState.Dead or EnvelopeState.Skipped) ? (null, new Refusal("wrong-state", []))
        : edits.Check(found.Envelope.Type, after) is { } wrong ? (null, wrong)
        : (Basis(found, after), null);

    /// <summary>Guarded fields that the new body changes.</summary>
    public IReadOnlyList<GuardedChange> Changed(EnvelopeRecord letter, ReadOnlyMemory<byte> after) => guarded.Changed(letter.Envelope.Type, letter.Envelope.Body, after);

    /// <summary>What a proposal of this body for this letter rests on.</summary>
    public ProposalBasis Basis(EnvelopeRecord letter, ReadOnlyMemory<byte> after) => new(
        letter.Envelope.Body, after, string.Join('+', Changed(letter, after).Select(change => change.Class).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } classes ? classes : null,
        letter.Envelope.Key, letter.Envelope.Type);
}
