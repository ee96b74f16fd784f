using Hub.Core.Envelopes;

namespace Hub.Storage.Postgres;

/// <summary>
/// What a person's decision about dead letters does to the envelopes and their strands. Always under the gate: so nobody else decides about
/// them meanwhile, and their strands get no further envelopes.
/// </summary>
internal static class Decisions
{
    internal readonly record struct Found(long Seq, string Lane, string Key, EnvelopeState State);

    /// <summary>The envelope when a person may decide about it: dead or skipped.</summary>
    public static async Task<Found?> FindAsync(this PostgresSession session, EnvelopeId id, CancellationToken ct)
    {
        var found = await session.Statement("SELECT seq, lane, key, state FROM envelopes WHERE id = $1 AND state IN (1, 3)")
            .Bytes(id.Bytes())
            .ReadAsync(r => new Found(r.GetInt64(0), r.Str(1), r.Str(2), (EnvelopeState)r.GetInt32(3)), ct);
        return found is [var one] ? one : null;
    }

    /// <summary>What would be delivered.</summary>
    public static async Task<byte[]> BodyOfAsync(this PostgresSession session, Found found, CancellationToken ct) =>
        (await session.Statement("SELECT COALESCE(v.body, e.data, ''::bytea) FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = $1")
            .Long(found.Seq).ReadAsync(r => r.GetFieldValue<byte[]>(0), ct)).Single();

    /// <summary>Replaces the body and keeps the old one.</summary>
    /// <returns>Author of the old one.</returns>
    public static async Task<string> EditBodyAsync(this PostgresSession session, Found found, ReadOnlyMemory<byte> body, string author, DateTimeOffset at, CancellationToken ct)
    {
        var oldAuthor = (await session.Statement("""
            INSERT INTO body_edits (envelope_seq, at, old_author, new_author, old_body)
            SELECT v.seq, $2,
                COALESCE((SELECT b.new_author FROM body_edits b WHERE b.envelope_seq = v.seq ORDER BY b.edit DESC LIMIT 1), e.accepted_by, 'hub'),
                $3, COALESCE(v.body, e.data, ''::bytea)
            FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = $1
            RETURNING old_author
            """).Long(found.Seq).Time(at).Text(author).ReadAsync(r => r.Str(0), ct)).Single();
        await session.Statement("UPDATE envelopes SET body = $2 WHERE seq = $1").Long(found.Seq).Bytes(body).RunAsync(ct);
        return oldAuthor;
    }

    /// <summary>Makes them due now with a fresh ladder.</summary>
    public static async Task<bool> ReleaseAsync(this PostgresSession session, IReadOnlyList<Found> found, long now, string? redrive, CancellationToken ct)
    {
        long[] numbers = [.. found.Select(one => one.Seq)];
        var strands = found.Select(one => (one.Lane, one.Key)).Distinct()
            .OrderBy(strand => strand.Lane, StringComparer.Ordinal).ThenBy(strand => strand.Key, StringComparer.Ordinal).ToList();
        var lanes = strands.ConvertAll(strand => strand.Lane);
        var keys = strands.ConvertAll(strand => strand.Key);
        var skipped = strands.ConvertAll(strand => found.Count(one => one.State == EnvelopeState.Skipped && one.Lane == strand.Lane && one.Key == strand.Key));
        var batch = session.Batch();
        batch.Add("""
            SELECT 1 FROM strands s JOIN unnest($1::text[], $2::text[]) AS t (lane, key) ON s.lane = t.lane AND s.key = t.key
            ORDER BY s.lane COLLATE "C", s.key COLLATE "C" FOR UPDATE OF s
            """).Texts(lanes).Texts(keys);

        // A letter released anew leaves the account of a former redrive, which would else wait for its end for ever.
        batch.Add("""
            UPDATE redrives r SET released = r.released - f.letters
            FROM (SELECT v.redrive, COUNT(*) AS letters FROM envelopes v WHERE v.seq = ANY($1) AND v.redrive IS NOT NULL GROUP BY v.redrive) f
            WHERE r.id = f.redrive
            """).Longs(numbers);
        batch.Add("UPDATE envelopes SET state = 0, attempts = 0, settled_at = NULL, redrive = $2 WHERE seq = ANY($1)").Longs(numbers).Text(redrive);
        batch.Add("""
            INSERT INTO strands (lane, key, depth, head, since, due_at)
            SELECT t.lane, t.key, t.skipped, 0, $4, $5 FROM unnest($1::text[], $2::text[], $3::integer[]) WITH ORDINALITY AS t (lane, key, skipped, place)
            WHERE t.skipped > 0 ORDER BY t.place
            ON CONFLICT (lane, key) DO UPDATE SET depth = strands.depth + excluded.depth
            """).Texts(lanes).Texts(keys).Ints(skipped).Long(now).Long(now - PostgresTime.AtOnceSpan);

        // Another dead letter of the same key still holds the strand: then these wait behind that decision.
        batch.Add("""
            UPDATE strands s SET due_at = LEAST(s.due_at, $3),
                held = (EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = s.lane AND v.key = s.key AND v.state = 1 AND v.code IS NOT NULL))::integer,
                (head, since) = (SELECT v.seq, v.created_at FROM envelopes v WHERE v.lane = s.lane AND v.key = s.key AND v.state < 2 ORDER BY v.seq LIMIT 1)
            FROM unnest($1::text[], $2::text[]) AS t (lane, key) WHERE s.lane = t.lane AND s.key = t.key
            """).Texts(lanes).Texts(keys).Long(now - PostgresTime.AtOnceSpan);
        await batch.RunAsync(ct);
        foreach (var lane in lanes.Distinct(StringComparer.Ordinal))
        {
            session.RingAfterCommit(lane);
        }

        return true;
    }

    /// <summary>Takes it out of its strand, so that later ones of its key flow on.</summary>
    public static async Task<bool> CloseAsync(this PostgresSession session, Found found, EnvelopeState state, long now, CancellationToken ct)
    {
        var batch = session.Batch();
        if (found.State == EnvelopeState.Dead)
        {
            batch.LockStrand(found.Lane, found.Key);
        }

        batch.Add("UPDATE envelopes SET state = $2, settled_at = $3 WHERE seq = $1").Long(found.Seq).Int((int)state).Long(now);
        if (found.State == EnvelopeState.Dead)
        {
            batch.Advance(found.Lane, found.Key, now);
            session.RingAfterCommit(found.Lane);
        }

        await batch.RunAsync(ct);
        return true;
    }
}
