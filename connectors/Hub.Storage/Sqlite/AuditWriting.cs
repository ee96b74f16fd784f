using Hub.Core.Trust;

namespace Hub.Storage.Sqlite;

/// <summary>Appends to the audit chain inside whatever transaction is running.</summary>
public static class AuditWriting
{
    public static void Audit(this SqliteSession session, AuditEntry entry)
    {
        // Times are stored in microseconds; what is hashed must be what can be read back.
        entry = AuditText.Clean(entry) with { At = SqliteTime.To(SqliteTime.Of(entry.At)) };
        var head = session.AuditHead ?? ReadHead(session);
        var seq = head.Seq + 1;
        var hash = AuditChain.Next(head.Hash, seq, entry);
        session.Statement("INSERT INTO audit (seq, at, actor, role, act, target, result, detail, trace_id, hash) VALUES (?,?,?,?,?,?,?,?,?,?)")
            .Bind(1, seq).Bind(2, SqliteTime.Of(entry.At)).Bind(3, entry.Actor).Bind(4, entry.Role).Bind(5, entry.Act)
            .Bind(6, entry.Target).Bind(7, entry.Result).Bind(8, entry.Detail).Bind(9, entry.TraceId).Bind(10, hash)
            .Run();
        session.AuditHead = (seq, hash);
    }

    /// <summary>Notes the end of the chain, once a transaction however many lines it wrote.</summary>
    internal static void SealAudit(this SqliteSession session)
    {
        if (session.AuditHead is { } head && head.Seq != session.SealedAudit)
        {
            session.Statement("INSERT OR REPLACE INTO audit_seal (only, seq, hash) VALUES (1, ?, ?)").Bind(1, head.Seq).Bind(2, head.Hash).Run();
            session.SealedAudit = head.Seq;
        }
    }

    // The seal, not the last line: a line removed from the end leaves a gap before the next one instead of being forgotten.
    private static (long Seq, byte[] Hash) ReadHead(SqliteSession session)
    {
        var statement = session.Statement("SELECT seq, hash FROM audit_seal");
        var head = statement.Step() ? (Seq: statement.Long(0), Hash: statement.Bytes(1)) : (Seq: 0L, Hash: AuditChain.Genesis.ToArray());
        statement.Reset();

        // Entries beyond the seal: it was lost or set back. What is written next leaves a gap that no later seal closes, so the loss shows for good.
        var last = session.Statement("SELECT COALESCE(MAX(seq), 0) FROM audit");
        last.Step();
        var end = last.Long(0);
        last.Reset();
        return end > head.Seq ? (end + 1, head.Hash) : head;
    }
}
