using Hub.Core.Envelopes;

namespace Hub.Storage.Postgres;

/// <summary>Adds attempts, edits and due time to envelopes that were read.</summary>
internal static class History
{
    public static async Task<EnvelopeRecord> AddHistoryAsync(this PostgresSession session, EnvelopeRecord record, CancellationToken ct)
    {
        var seq = record.Envelope.Seq;
        var batch = session.Batch();
        batch.Add("SELECT started_at, ended_at, outcome, code, reason, answer FROM attempts WHERE envelope_seq = $1 ORDER BY try").Long(seq);
        batch.Add("SELECT at, old_author, new_author, old_body FROM body_edits WHERE envelope_seq = $1 ORDER BY edit").Long(seq);
        record = await batch.ReadAsync(async reader =>
        {
            var attempts = await reader.RowsAsync(r => new AttemptRecord(
                PostgresTime.To(r.GetInt64(0)), PostgresTime.To(r.GetInt64(1)), r.Str(2), r.Text(3), r.Text(4), r.Text(5)));
            await reader.NextResultAsync(CancellationToken.None);
            var edits = await reader.RowsAsync(r => new BodyEdit(
                PostgresTime.To(r.GetInt64(0)), r.Str(1), r.Str(2), r.GetFieldValue<byte[]>(3)));
            return record with { History = attempts, Edits = edits };
        }, ct);
        return (await session.AddDueAsync([record], ct))[0];
    }

    public static async Task<IReadOnlyList<EnvelopeRecord>> AddDueAsync(this PostgresSession session, IReadOnlyList<EnvelopeRecord> records, CancellationToken ct)
    {
        var waiting = records.Where(record => record.State == EnvelopeState.Waiting).Select(record => record.Envelope).ToList();
        if (waiting.Count == 0)
        {
            return records;
        }

        var due = await session.Statement("""
            SELECT t.seq, s.due_at FROM unnest($1::bigint[], $2::text[], $3::text[]) AS t (seq, lane, key)
            CROSS JOIN LATERAL (SELECT x.due_at FROM strands x WHERE x.lane = t.lane AND x.key = t.key AND x.head = t.seq AND x.held = 0 LIMIT 1) s
            """)
            .Longs(waiting.ConvertAll(v => v.Seq)).Texts(waiting.ConvertAll(v => v.Lane)).Texts(waiting.ConvertAll(v => v.Key))
            .ReadAsync(r => (Seq: r.GetInt64(0), DueAt: r.GetInt64(1)), ct);
        var times = due.ToDictionary(row => row.Seq, row => PostgresTime.Due(row.DueAt));
        return [.. records.Select(record => times.TryGetValue(record.Envelope.Seq, out var at) ? record with { DueAt = at } : record)];
    }
}
