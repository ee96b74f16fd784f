using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;

namespace Hub.Storage.Sqlite;

/// <summary>A dead letter's new body, approved by a second person.</summary>
internal sealed class DeadLetterEditAct : ISqliteProposalAct
{
    public string Kind => DeadLetterEditKind.KindName;

    public ReadOnlyMemory<byte>? Present(SqliteSession session, string subject) =>
        EnvelopeId.TryParse(subject, out var id) && session.Find(id) is { } found ? (ReadOnlyMemory<byte>?)session.BodyOf(found) : null;

    public bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit)
    {
        if (!EnvelopeId.TryParse(proposal.Subject, out var id) || session.Find(id) is not { } found)
        {
            return false;
        }

        var oldAuthor = session.EditBody(found, proposal.After.Span, proposal.MakerActor, audit.At);
        session.Audit(audit with
        {
            Act = "dead-letter.edit",
            Target = proposal.Subject,
            Detail = $"edited by proposal {proposal.Id}; old author {oldAuthor}, new author {proposal.MakerActor}",
        });
        return true;
    }
}
