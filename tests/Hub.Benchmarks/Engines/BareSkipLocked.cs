using Npgsql;
using NpgsqlTypes;

namespace Hub.Benchmarks.Engines;

/// <summary>The plainest durable queue on PostgreSQL: claim 50 rows with <c>SKIP LOCKED</c>, complete them, again.</summary>
internal static class BareSkipLocked
{
    private const int Batch = 50;

    public static async Task FillAsync(NpgsqlDataSource database, int count)
    {
        await using var create = database.CreateCommand("""
            DROP TABLE IF EXISTS bare_queue;
            CREATE TABLE bare_queue (seq bigserial PRIMARY KEY, due_at bigint NOT NULL DEFAULT 1, lease bigint NOT NULL DEFAULT 0, body bytea NOT NULL);
            CREATE INDEX bare_queue_due ON bare_queue (due_at) WHERE lease = 0
            """);
        await create.ExecuteNonQueryAsync();
        await using var fill = database.CreateCommand("INSERT INTO bare_queue (body) SELECT unnest($1)");
        var bodies = fill.Parameters.Add(new NpgsqlParameter<byte[][]>());
        for (var n = 0; n < count; n += 1000)
        {
            bodies.Value = Enumerable.Range(n, 1000).Select(i => Day.Body(i)).ToArray();
            await fill.ExecuteNonQueryAsync();
        }

        await using var analyze = database.CreateCommand("ANALYZE bare_queue");
        await analyze.ExecuteNonQueryAsync();
    }

    public static async Task<int> DrainAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var claim = new NpgsqlCommand($"""
            WITH due AS (SELECT seq FROM bare_queue WHERE lease = 0 AND due_at <= 2 ORDER BY due_at LIMIT {Batch} FOR UPDATE SKIP LOCKED)
            UPDATE bare_queue q SET lease = 1 FROM due WHERE q.seq = due.seq RETURNING q.seq, q.body
            """, connection);
        await using var complete = new NpgsqlCommand("DELETE FROM bare_queue WHERE seq = ANY($1)", connection);
        var done = complete.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = Array.Empty<long>() });
        await claim.PrepareAsync();
        await complete.PrepareAsync();
        var drained = 0;
        var seqs = new List<long>(Batch);
        do
        {
            seqs.Clear();
            await using (var reader = await claim.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    seqs.Add(reader.GetInt64(0));
                    _ = reader.GetFieldValue<byte[]>(1);
                }
            }

            done.Value = seqs.ToArray();
            await complete.ExecuteNonQueryAsync();
            drained += seqs.Count;
        }
        while (seqs.Count > 0);
        return drained;
    }
}
