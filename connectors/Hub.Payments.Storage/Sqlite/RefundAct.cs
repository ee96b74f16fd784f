using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Refunds;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Sqlite;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>A refund that a second person approved: from now on a debit may pay it out.</summary>
internal sealed class RefundAct : ISqliteProposalAct
{
    public string Kind => RefundKind.KindName;

    public ReadOnlyMemory<byte>? Present(SqliteSession session, string subject) => Fee(session, subject) is { } fee ? (ReadOnlyMemory<byte>?)RefundDocument.Present(fee) : null;

    public bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit)
    {
        if (Fee(session, proposal.Subject) is not { } fee)
        {
            return false;
        }

        var (approved, reference) = RefundDocument.Approved(fee, RefundDocument.Wish(proposal.After.Span), audit.At);
        var batch = new PaymentsBatch { Fees = [approved], Requests = [reference] };
        if (!session.Stands(batch))
        {
            return false;
        }

        session.Write(batch);
        session.Audit(audit with { Act = "refund.approve", Target = proposal.Subject, Detail = $"by proposal {proposal.Id}, reference {reference.Reference.Text}" });
        return true;
    }

    private static Fee? Fee(SqliteSession session, string id)
    {
        var select = session.Statement("SELECT version, body FROM fees WHERE id = ?").Bind(1, id);
        var fee = select.Step() ? PaymentsDocument.Fee(select.Bytes(1), select.Long(0)) : null;
        select.Reset();
        return fee;
    }
}
