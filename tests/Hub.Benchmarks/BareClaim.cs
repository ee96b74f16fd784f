using Microsoft.Data.Sqlite;

namespace Hub.Benchmarks;

/// <summary>The plainest durable queue on the same engine: claim a batch of 50 rows in one transaction, complete it in another.</summary>
internal static class BareClaim
{
    private const int Batch = 50;

    public static void Fill(string path, int count)
    {
        using var connection = BareGroupInsert.Open(path);
        Execute(connection, "CREATE TABLE queue (seq INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, lease INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL); CREATE INDEX queue_due ON queue (due_at) WHERE lease = 0");
        using (var fill = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = fill;
            insert.CommandText = "INSERT INTO queue (due_at, body) VALUES (1, $body)";
            var body = insert.Parameters.Add("$body", SqliteType.Blob);
            insert.Prepare();
            for (var n = 0; n < count; n++)
            {
                body.Value = Day.Body(n);
                insert.ExecuteNonQuery();
            }

            fill.Commit();
        }
    }

    public static int Drain(string path)
    {
        using var connection = BareGroupInsert.Open(path);
        using var claim = connection.CreateCommand();
        claim.CommandText = $"UPDATE queue SET lease = 1 WHERE seq IN (SELECT seq FROM queue WHERE lease = 0 AND due_at <= 2 ORDER BY due_at LIMIT {Batch}) RETURNING seq, body";
        using var complete = connection.CreateCommand();
        complete.CommandText = "DELETE FROM queue WHERE seq = $seq";
        var parameter = complete.Parameters.Add("$seq", SqliteType.Integer);
        claim.Prepare();
        complete.Prepare();
        var drained = 0;
        var seqs = new List<long>(Batch);
        do
        {
            seqs.Clear();
            using (var reader = claim.ExecuteReader())
            {
                while (reader.Read())
                {
                    seqs.Add(reader.GetInt64(0));
                    _ = reader.GetFieldValue<byte[]>(1);
                }
            }

            using var transaction = connection.BeginTransaction();
            complete.Transaction = transaction;
            foreach (var seq in seqs)
            {
                parameter.Value = seq;
                complete.ExecuteNonQuery();
            }

            transaction.Commit();
            drained += seqs.Count;
        }
        while (seqs.Count > 0);
        return drained;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
