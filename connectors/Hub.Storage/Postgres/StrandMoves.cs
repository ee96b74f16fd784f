namespace Hub.Storage.Postgres;

/// <summary>How a strand moves past an envelope that a person decided about.</summary>
internal static class StrandMoves
{
    /// <summary>Locks the strand, before anything is read of its envelopes.</summary>
    public static void LockStrand(this PostgresBatch batch, string lane, string key) =>
        batch.Add("SELECT 1 FROM strands WHERE lane = $1 AND key = $2 FOR UPDATE").Text(lane).Text(key);

    /// <summary>Moves a strand past a settled envelope; an empty strand is deleted. The strand must be locked by a former statement.</summary>
    public static void Advance(this PostgresBatch batch, string lane, string key, long now)
    {
        batch.Add("""
            UPDATE strands s SET depth = depth - 1, lease = 0, due_at = $3,
                held = (EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = $1 AND v.key = $2 AND v.state = 1 AND v.code IS NOT NULL))::int,
                (head, since) = (SELECT COALESCE(MIN(f.seq), s.head), COALESCE(MIN(f.created_at), s.since) FROM
                    (SELECT v.seq, v.created_at FROM envelopes v WHERE v.lane = $1 AND v.key = $2 AND v.seq >= s.head AND v.state < 2 ORDER BY v.seq LIMIT 1) f)
            WHERE s.lane = $1 AND s.key = $2
            """).Text(lane).Text(key).Long(now - PostgresTime.AtOnceSpan);
        batch.Add("DELETE FROM strands WHERE lane = $1 AND key = $2 AND depth <= 0").Text(lane).Text(key);
    }
}
