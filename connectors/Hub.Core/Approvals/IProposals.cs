using Hub.Core.Trust;

namespace Hub.Core.Approvals;

/// <summary>Every proposal of the hub. Each act commits with its audit entry, an approval together with what it allows.</summary>
public interface IProposals
{
    /// <summary>
    /// Stores a proposal. One is open for each kind and subject: the same wish again is the same proposal; one whose time is over, or whose subject has moved, lapses
    /// to make room.
    /// </summary>
    /// <param name="audit">Its detail is written by the store.</param>
    Task<ProposalResult> ProposeAsync(ProposalDraft draft, AuditEntry audit, CancellationToken ct);

    /// <summary>Decides, and carries out what was approved, in one transaction. Of two who decide at once one does.</summary>
    /// <param name="act">Not <see cref="ProposalAct.Lapse"/>.</param>
    /// <param name="audit">At its time the act is judged; its detail is written by the store.</param>
    Task<ProposalResult> DecideAsync(Guid id, ProposalAct act, Person person, string? reason, AuditEntry audit, CancellationToken ct);

    Task<Proposal?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>In the order of proposing, without <see cref="Proposal.Before"/> and <see cref="Proposal.After"/>.</summary>
    /// <param name="after">The last one seen; null begins.</param>
    Task<IReadOnlyList<Proposal>> ListAsync(ProposalFilter filter, Guid? after, int limit, CancellationToken ct);

    /// <summary>Ends proposals whose time is over, the oldest first; returns how many.</summary>
    Task<int> LapseAsync(DateTimeOffset now, int limit, CancellationToken ct);
}

/// <summary>Which proposals are meant; null means any.</summary>
public sealed record ProposalFilter(ProposalState? State = null, string? Kind = null, string? Subject = null);

/// <summary>What became of an act.</summary>
/// <param name="Proposal">As it stands now; null when there is none.</param>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="IsRepeat">It was there already, and nothing was written.</param>
public readonly record struct ProposalResult(Proposal? Proposal, ProposalRefusal? Refusal = null, bool IsRepeat = false);
