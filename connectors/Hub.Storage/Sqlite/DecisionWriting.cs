using Hub.Core.Envelopes;

namespace Hub.Storage.Sqlite;

/// <summary>What a person's decision about a dead letter does to the envelope and its strand.</summary>
internal static class DecisionWriting
{
    internal readonly record struct Found(long Seq, string Lane, string Key, EnvelopeState State);

    /// <summary>The envelope when a person may decide about it: dead or skipped.</summary>
    public static Found? Find(this SqliteSession session, EnvelopeId id)
    {
        var select = session.Statement("SELECT seq, lane, key, state FROM envelopes WHERE id = ? AND state IN (1, 3)")
            .Bind(1, id.Value.ToByteArray(bigEndian: true));
        Found? found = select.Step() ? new Found(select.Long(0), select.Text(1), select.Text(2), (EnvelopeState)select.Int(3)) : null;
        select.Reset();
        return found;
    }

    /// <summary>Makes it due now with a fresh ladder.</summary>
    public static bool Release(this SqliteSession session, Found found, long now, string? redrive)
    {
        // A letter released anew leaves the account of a former redrive, which would else wait for its end for ever.
        session.Statement("UPDATE redrives SET released = released - 1 WHERE id = (SELECT v.redrive FROM envelopes v WHERE v.seq = ?)").Bind(1, found.Seq).Run();
        session.Statement("UPDATE envelopes SET state = 0, attempts = 0, settled_at = NULL, redrive = ?2 WHERE seq = ?1")
            .Bind(1, found.Seq).Bind(2, redrive).Run();
        if (found.State == EnvelopeState.Skipped)
        {
            session.Statement("""
                INSERT INTO strands (lane, key, depth, head, since, due_at) VALUES (?1, ?2, 1, ?4, ?3, ?5)
                ON CONFLICT (lane, key) DO UPDATE SET depth = depth + 1, head = MIN(head, excluded.head)
                """).Bind(1, found.Lane).Bind(2, found.Key).Bind(3, now).Bind(4, found.Seq).Bind(5, now - SqliteTime.AtOnceSpan).Run();
        }

        // Another dead letter of the same key still holds the strand: then this one waits behind that decision.
        session.Statement("""
            UPDATE strands SET due_at = MIN(due_at, ?3),
                held = EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = ?1 AND v.key = ?2 AND v.state = 1),
                since = (SELECT v.created_at FROM envelopes v WHERE v.lane = ?1 AND v.key = ?2 AND v.state < 2 ORDER BY v.seq LIMIT 1)
            WHERE lane = ?1 AND key = ?2
            """).Bind(1, found.Lane).Bind(2, found.Key).Bind(3, now - SqliteTime.AtOnceSpan).Run();
        session.RingAfterCommit(found.Lane);
        return true;
    }

    /// <summary>What would be delivered.</summary>
    public static byte[] BodyOf(this SqliteSession session, Found found)
    {
        var select = session.Statement("SELECT COALESCE(v.body, e.data, X'') FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = ?").Bind(1, found.Seq);
        select.Step();
        var body = select.Bytes(0);
        select.Reset();
        return body;
    }

    /// <summary>Replaces the body and keeps the old one.</summary>
    /// <returns>Author of the old one.</returns>
    public static string EditBody(this SqliteSession session, Found found, ReadOnlySpan<byte> body, string author, DateTimeOffset at)
    {
        var keep = session.Statement("""
            INSERT INTO body_edits (envelope_seq, at, old_author, new_author, old_body)
            SELECT v.seq, ?2,
                COALESCE((SELECT b.new_author FROM body_edits b WHERE b.envelope_seq = v.seq ORDER BY b.rowid DESC LIMIT 1), e.accepted_by, 'hub'),
                ?3, COALESCE(v.body, e.data, X'')
            FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = ?1
            RETURNING old_author
            """).Bind(1, found.Seq).Bind(2, SqliteTime.Of(at)).Bind(3, author);
        keep.Step();
        var oldAuthor = keep.Text(0);
        keep.Reset();
        session.Statement("UPDATE envelopes SET body = ?2 WHERE seq = ?1").Bind(1, found.Seq).Bind(2, body).Run();
        return oldAuthor;
    }

    /// <summary>Takes it out of its strand, so that later ones of its key flow on.</summary>
    public static bool Close(this SqliteSession session, Found found, EnvelopeState state, long now)
    {
        session.Statement("UPDATE envelopes SET state = ?2, settled_at = ?3 WHERE seq = ?1")
            .Bind(1, found.Seq).Bind(2, (long)state).Bind(3, now).Run();
        if (found.State == EnvelopeState.Dead)
        {
            session.Advance(found.Lane, found.Key, now);
        }

        return true;
    }
}
