using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Storage.Sqlite;

/// <summary>How strands move when their head is settled, rescued or decided by a person.</summary>
internal static class StrandWriting
{
    private const long LongestLease = 3_600_000_000;

    public static void Settle(this SqliteSession session, Settlement settlement, EnvelopeIds ids)
    {
        var delivery = settlement.Delivery;
        var envelope = delivery.Envelope;
        var now = SqliteTime.Of(settlement.Attempt.EndedAt);
        session.Record(envelope.Seq, settlement.Attempt);
        var isLast = settlement.Fate is Fate.Complete && Leave(session, delivery);
        if (!isLast && !Holds(session, delivery))
        {
            // Somebody else has the strand now: what we did is history, what we decided is void.
            return;
        }

        switch (settlement.Fate)
        {
            case Fate.Complete:
                session.Statement("UPDATE envelopes SET state = 2, settled_at = ?2, doubtful = 0, code = NULL, reason = NULL, attempts = attempts + 1 WHERE seq = ?1")
                    .Bind(1, envelope.Seq).Bind(2, now).Run();
                if (!isLast)
                {
                    session.Advance(envelope.Lane, envelope.Key, now);
                }

                break;
            case Fate.Again again:
                session.Statement("UPDATE envelopes SET attempts = attempts + ?2, doubtful = MAX(doubtful, ?3), code = NULL, reason = ?4 WHERE seq = ?1")
                    .Bind(1, envelope.Seq).Bind(2, again.Counted ? 1 : 0).Bind(3, again.Doubtful ? 1 : 0)
                    .Bind(4, settlement.Attempt.Reason).Run();

                // An earlier one that a person retried meanwhile is the head now; it need not wait for this one's time.
                session.Statement("""
                    UPDATE strands SET lease = 0, due_at = CASE WHEN EXISTS
                        (SELECT 1 FROM envelopes v WHERE v.lane = ?1 AND v.key = ?2 AND v.state < 2 AND v.seq < ?5) THEN MIN(?3, ?4) ELSE ?3 END
                    WHERE lane = ?1 AND key = ?2
                    """).Bind(1, envelope.Lane).Bind(2, envelope.Key).Bind(3, SqliteTime.Of(again.DueAt)).Bind(4, now - SqliteTime.AtOnceSpan).Bind(5, envelope.Seq).Run();
                break;
            case Fate.Dead dead:
                session.Statement("UPDATE envelopes SET state = 1, settled_at = ?2, attempts = attempts + 1, doubtful = MAX(doubtful, ?5), code = ?3, reason = ?4 WHERE seq = ?1")
                    .Bind(1, envelope.Seq).Bind(2, now).Bind(3, dead.Code).Bind(4, dead.Reason).Bind(5, dead.Doubtful ? 1 : 0).Run();
                session.Statement("UPDATE strands SET lease = 0, held = 1 WHERE lane = ?1 AND key = ?2")
                    .Bind(1, envelope.Lane).Bind(2, envelope.Key).Run();
                break;
        }

        if (settlement.State is { } state)
        {
            session.Save(envelope.Lane, envelope.Key, state);
        }

        foreach (var submission in settlement.Events)
        {
            session.Accept(submission, ids);
        }
    }

    /// <summary>Frees every strand whose lease ran out by <paramref name="leasedUntil"/>. Returns how many.</summary>
    public static int Rescue(this SqliteSession session, long leasedUntil, long now)
    {
        var lost = new List<(string Lane, string Key, long Seq)>();
        var select = session.Statement("SELECT lane, key, leased FROM strands WHERE lease <> 0 AND lease_until <= ?").Bind(1, leasedUntil);
        while (select.Step())
        {
            lost.Add((select.Text(0), select.Text(1), select.Long(2)));
        }

        select.Reset();
        foreach (var (lane, key, seq) in lost)
        {
            session.Rescue(lane, key, seq, now);
        }

        // Longer than any lease: dated by a clock that was ahead. Whoever holds it may still be at work, for so long at most.
        session.Statement("UPDATE strands SET lease_until = ?1 WHERE lease <> 0 AND lease_until > ?1").Bind(1, now + LongestLease).Run();

        return lost.Count;
    }

    /// <summary>Frees a strand whose worker is gone; the attempt may have reached the partner.</summary>
    private static void Rescue(this SqliteSession session, string lane, string key, long seq, long now)
    {
        if (seq != StrandLeasing.Untaken)
        {
            session.Record(seq, new AttemptRecord(SqliteTime.To(now), SqliteTime.To(now), "lost", Reason: "the lease ran out before an answer was recorded"));
            session.Statement("UPDATE envelopes SET doubtful = 1, attempts = attempts + 1 WHERE seq = ?").Bind(1, seq).Run();
        }

        session.Statement("UPDATE strands SET lease = 0, due_at = ?3 WHERE lane = ?1 AND key = ?2").Bind(1, lane).Bind(2, key).Bind(3, now - SqliteTime.AtOnceSpan).Run();
        session.RingAfterCommit(lane);
    }

    /// <summary>Moves a strand past a settled envelope; an empty strand is deleted.</summary>
    public static void Advance(this SqliteSession session, string lane, string key, long now)
    {
        if (session.Statement("DELETE FROM strands WHERE lane = ? AND key = ? AND depth <= 1").Bind(1, lane).Bind(2, key).Run() == 1)
        {
            return;
        }

        session.Statement("""
            UPDATE strands SET depth = depth - 1, lease = 0, due_at = ?3,
                held = EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = ?1 AND v.key = ?2 AND v.state = 1),
                (head, since) = (SELECT v.seq, v.created_at FROM envelopes v WHERE v.lane = ?1 AND v.key = ?2 AND v.state < 2 ORDER BY v.seq LIMIT 1)
            WHERE lane = ?1 AND key = ?2
            """).Bind(1, lane).Bind(2, key).Bind(3, now - SqliteTime.AtOnceSpan).Run();
        session.RingAfterCommit(lane);
    }

    // Most strands end with the delivery: one statement then both proves the lease and removes the strand.
    private static bool Leave(SqliteSession session, Delivery delivery) =>
        session.Statement("DELETE FROM strands WHERE lane = ? AND key = ? AND lease = ? AND depth <= 1")
            .Bind(1, delivery.Envelope.Lane).Bind(2, delivery.Envelope.Key).Bind(3, delivery.Lease).Run() == 1;

    private static bool Holds(SqliteSession session, Delivery delivery)
    {
        var select = session.Statement("SELECT 1 FROM strands WHERE lane = ? AND key = ? AND lease = ?")
            .Bind(1, delivery.Envelope.Lane).Bind(2, delivery.Envelope.Key).Bind(3, delivery.Lease);
        var holds = select.Step();
        select.Reset();
        return holds;
    }

    private static void Record(this SqliteSession session, long seq, AttemptRecord attempt) =>
        session.Statement("""
            INSERT INTO attempts (envelope_seq, try, started_at, ended_at, outcome, code, reason, answer)
            SELECT ?1, COALESCE((SELECT MAX(a.try) FROM attempts a WHERE a.envelope_seq = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7
            """)
            .Bind(1, seq).Bind(2, SqliteTime.Of(attempt.StartedAt)).Bind(3, SqliteTime.Of(attempt.EndedAt)).Bind(4, attempt.Outcome)
            .Bind(5, attempt.Code).Bind(6, attempt.Reason).Bind(7, attempt.Answer).Run();
}
