using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

/// <summary>A dead letter's new body, approved by a second person.</summary>
internal sealed class DeadLetterEditAct : IPostgresProposalAct
{
    public string Kind => DeadLetterEditKind.KindName;

    public async Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct) =>
        EnvelopeId.TryParse(subject, out var id) && await session.FindAsync(id, ct) is { } found ? (ReadOnlyMemory<byte>?)await session.BodyOfAsync(found, ct) : null;

    public async Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct)
    {
        if (!EnvelopeId.TryParse(proposal.Subject, out var id) || await session.FindAsync(id, ct) is not { } found)
        {
            return false;
        }

        var oldAuthor = await session.EditBodyAsync(found, proposal.After, proposal.MakerActor, audit.At, ct);
        session.Audit(audit with
        {
            Act = "dead-letter.edit",
            Target = proposal.Subject,
            Detail = $"edited by proposal {proposal.Id}; old author {oldAuthor}, new author {proposal.MakerActor}",
        });
        return true;
    }
}
