using Hub.Core.Approvals;
using Hub.Core.Trust;

namespace Hub.Storage.Sqlite;

/// <summary>How the subject of one kind of proposal stands in the embedded store, and how what was approved is carried out there. Registered as a service beside the kind.</summary>
public interface ISqliteProposalAct
{
    /// <summary>Name of the <see cref="IProposalKind"/>.</summary>
    string Kind { get; }

    /// <summary>The subject as it stands, byte for byte what <see cref="ProposalBasis.Present"/> is of it: it changes with everything that a person would judge by. Empty where it is yet to be; null when nothing can be approved about it.</summary>
    ReadOnlyMemory<byte>? Present(SqliteSession session, string subject);

    /// <summary>Carries it out in the running transaction, which also approves it, with an audit line of its own. What it throws undoes all of it.</summary>
    /// <param name="audit">The approval's, to be told with another act, target and detail.</param>
    /// <returns>False when it cannot be done any more; then it has changed nothing.</returns>
    bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit);
}
