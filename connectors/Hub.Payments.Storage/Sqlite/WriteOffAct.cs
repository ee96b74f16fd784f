using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Storage.Documents;
using Hub.Payments.WriteOffs;
using Hub.Storage.Sqlite;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>The rest of a fee, written off by a second person: fee, references and event in the transaction of the approval.</summary>
internal sealed class WriteOffAct(SqliteCommit commit) : ISqliteProposalAct
{
    private delegate T Document<T>(ReadOnlySpan<byte> body, long version);

    public string Kind => WriteOffKind.KindName;

    public ReadOnlyMemory<byte>? Present(SqliteSession session, string subject) => File(session, subject) is { } file ? (ReadOnlyMemory<byte>?)FeeWriteOff.Present(file) : null;

    public bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit)
    {
        if (File(session, proposal.Subject) is not { } file || FeeWriteOff.Of(file, FeeWriteOff.Wish(proposal.After.Span), proposal.Reason, proposal.Id, audit) is not { } batch)
        {
            return false;
        }

        session.Write(batch);
        commit.Write(session, Columns.Effects(batch));
        return true;
    }

    private static FeeFile? File(SqliteSession session, string id) =>
        Rows(session, "SELECT version, body FROM fees WHERE id = ?", id, PaymentsDocument.Fee) is not [var fee] ? null : new FeeFile(
            fee,
            Rows(session, "SELECT p.version, p.body FROM payments p WHERE p.id IN (SELECT s.payment FROM payment_shares s WHERE s.fee = ?) ORDER BY p.seq", id, PaymentsDocument.Payment),
            Rows(session, "SELECT version, body FROM payment_requests WHERE fee = ? ORDER BY reference", id, PaymentsDocument.Request));

    private static List<T> Rows<T>(SqliteSession session, string sql, string id, Document<T> row)
    {
        var select = session.Statement(sql).Bind(1, id);
        var rows = new List<T>();
        while (select.Step())
        {
            rows.Add(row(select.Bytes(1), select.Long(0)));
        }

        select.Reset();
        return rows;
    }
}
