using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Refunds;
using Hub.Storage.Postgres;

namespace Hub.Payments.Storage.Postgres;

/// <summary>A refund that a second person approved: from now on a debit may pay it out.</summary>
internal sealed class RefundAct : IPostgresProposalAct
{
    public string Kind => RefundKind.KindName;

    public async Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct) =>
        await FeeAsync(session, subject, ct) is { } fee ? (ReadOnlyMemory<byte>?)RefundDocument.Present(fee) : null;

    public async Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct)
    {
        if (await FeeAsync(session, proposal.Subject, ct) is not { } fee)
        {
            return false;
        }

        // Under the gate nothing moves between this look and the writing.
        var (approved, reference) = RefundDocument.Approved(fee, RefundDocument.Wish(proposal.After.Span), audit.At);
        var taken = await session.Statement("SELECT version, body FROM payment_requests WHERE reference = $1").Text(reference.Reference.Text).ReadAsync(PaymentsRows.Request, ct);
        if (taken.Count > 0)
        {
            return false;
        }

        var write = session.Batch();
        PaymentsWriting.Write(write, new PaymentsBatch { Fees = [approved], Requests = [reference] });
        await write.RunAsync(ct);
        session.Audit(audit with { Act = "refund.approve", Target = proposal.Subject, Detail = $"by proposal {proposal.Id}, reference {reference.Reference.Text}" });
        return true;
    }

    private static async Task<Fee?> FeeAsync(PostgresSession session, string id, CancellationToken ct) =>
        (await session.Statement("SELECT version, body FROM fees WHERE id = $1").Text(id).ReadAsync(PaymentsRows.Fee, ct)).FirstOrDefault();
}
