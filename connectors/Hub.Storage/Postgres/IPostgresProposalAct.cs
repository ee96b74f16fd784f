using Hub.Core.Approvals;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

/// <summary>How the subject of one kind of proposal stands in the shared store, and how what was approved is carried out there. Registered as a service beside the kind. Always under the gate.</summary>
public interface IPostgresProposalAct
{
    /// <summary>Name of the <see cref="IProposalKind"/>.</summary>
    string Kind { get; }

    /// <summary>The subject as it stands, byte for byte what <see cref="ProposalBasis.Present"/> is of it: it changes with everything that a person would judge by. Empty where it is yet to be; null when nothing can be approved about it.</summary>
    Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct);

    /// <summary>Carries it out in the running transaction, which also approves it, with an audit line of its own. What it throws undoes all of it.</summary>
    /// <param name="audit">The approval's, to be told with another act, target and detail.</param>
    /// <returns>False when it cannot be done any more; then it has changed nothing.</returns>
    Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct);
}
