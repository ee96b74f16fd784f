using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

/// <summary>Reads audit lines, and recomputes their chain.</summary>
internal static class AuditCheck
{
    public const string Columns = "seq, at, actor, role, act, target, result, detail, trace_id, hash";

    /// <summary>Null when the chain holds; else the number of the first line that is broken or missing.</summary>
    public static long? FirstBroken(SqliteConnection connection, CancellationToken ct)
    {
        // One snapshot for the lines and their seal: entries go on being written meanwhile.
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var command = Command(connection, $"SELECT {Columns} FROM audit ORDER BY seq");
        var hash = AuditChain.Genesis.ToArray();
        var seq = 0L;
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                var line = Line(reader);
                hash = AuditChain.Next(hash, ++seq, line.Entry);
                if (line.Seq != seq || !line.Hash.Span.SequenceEqual(hash))
                {
                    return seq;
                }
            }
        }

        return AgainstSeal(connection, seq, hash);
    }

    public static AuditLine Line(SqliteDataReader r) => new(
        r.GetInt64(0),
        new AuditEntry(
            SqliteTime.To(r.GetInt64(1)), r.GetString(2), Text(r, 3), r.GetString(4), Text(r, 5), r.GetString(6), Text(r, 7), Text(r, 8)),
        r.GetFieldValue<byte[]>(9));

    // The chain alone cannot tell that its last lines are gone; the seal still names them.
    private static long? AgainstSeal(SqliteConnection connection, long seq, byte[] hash)
    {
        using var command = Command(connection, "SELECT seq, hash FROM audit_seal");
        var seal = Read(command, r => (Seq: r.GetInt64(0), Hash: r.GetFieldValue<byte[]>(1))).SingleOrDefault((0, AuditChain.Genesis.ToArray()));
        return seal.Seq > seq ? seq + 1
            : seal.Seq < seq ? seal.Seq + 1
            : seal.Hash.AsSpan().SequenceEqual(hash) ? null : Math.Max(seq, 1);
    }

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
