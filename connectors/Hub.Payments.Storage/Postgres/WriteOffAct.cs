using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Storage.Documents;
using Hub.Payments.WriteOffs;
using Hub.Storage.Postgres;

namespace Hub.Payments.Storage.Postgres;

/// <summary>The rest of a fee, written off by a second person: fee, references and event in the transaction of the approval.</summary>
internal sealed class WriteOffAct(PostgresCommit commit) : IPostgresProposalAct
{
    public string Kind => WriteOffKind.KindName;

    public async Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct) =>
        await FileAsync(session, subject, ct) is { } file ? (ReadOnlyMemory<byte>?)FeeWriteOff.Present(file) : null;

    // Under the gate nothing moves between this look and the writing.
    public async Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct)
    {
        if (await FileAsync(session, proposal.Subject, ct) is not { } file || FeeWriteOff.Of(file, FeeWriteOff.Wish(proposal.After.Span), proposal.Reason, proposal.Id, audit) is not { } batch)
        {
            return false;
        }

        await commit.WriteAsync(session, Columns.Effects(batch), write => PaymentsWriting.Write(write, batch), ct);
        return true;
    }

    private static async Task<FeeFile?> FileAsync(PostgresSession session, string id, CancellationToken ct) =>
        await session.Statement("SELECT version, body FROM fees WHERE id = $1").Text(id).ReadAsync(PaymentsRows.Fee, ct) is not [var fee] ? null : new FeeFile(
            fee,
            await session.Statement("SELECT p.version, p.body FROM payments p WHERE p.id IN (SELECT s.payment FROM payment_shares s WHERE s.fee = $1) ORDER BY p.seq").Text(id).ReadAsync(PaymentsRows.Payment, ct),
            await session.Statement("SELECT version, body FROM payment_requests WHERE fee = $1 ORDER BY reference").Text(id).ReadAsync(PaymentsRows.Request, ct));
}
