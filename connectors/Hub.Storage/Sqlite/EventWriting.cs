using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Lanes;

namespace Hub.Storage.Sqlite;

/// <summary>Writes one submission inside the running transaction: event, envelopes and the state that follows from it.</summary>
internal static class EventWriting
{
    public static Verdict Accept(this SqliteSession session, Submission submission, EnvelopeIds ids)
    {
        var e = submission.Event;
        var insert = session.Statement("""
            INSERT INTO events (id, source, type, subject, time, received_at, direction, accepted_by, digest, data, data_schema, extensions, trace_parent)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id, source) DO NOTHING
            """);
        var isNew = insert
            .Bind(1, e.Id).Bind(2, e.Source).Bind(3, e.Type).Bind(4, e.Subject).Bind(5, SqliteTime.Of(e.Time))
            .Bind(6, SqliteTime.Of(submission.ReceivedAt)).Bind(7, (long)submission.Direction).Bind(8, submission.AcceptedBy)
            .Bind(9, submission.Digest.Span).Bind(10, e.Data.Span).Bind(11, e.DataSchema)
            .Bind(12, e.Extensions is null ? null : JsonSerializer.Serialize(e.Extensions)).Bind(13, e.TraceParent)
            .Run() == 1;
        if (!isNew)
        {
            return Existing(session, submission);
        }

        var seq = insert.LastRowId;
        foreach (var draft in submission.Envelopes)
        {
            session.Write(draft, seq, e.TraceParent, submission.ReceivedAt);
        }

        if (submission.Direction == EventDirection.Out)
        {
            Subscribe(session, e, seq, submission.ReceivedAt, ids);
        }

        if (submission.Dossier is { } move)
        {
            session.Move(move);
        }

        if (submission.Procedure is { } change)
        {
            session.Apply(change);
        }

        if (submission.Integration is { } integration)
        {
            session.Save(integration);
        }

        return new Verdict.Accepted(seq);
    }

    /// <summary>Adds an envelope to the end of its strand.</summary>
    public static void Write(this SqliteSession session, EnvelopeDraft draft, long? eventSeq, string? traceParent, DateTimeOffset now)
    {
        var at = SqliteTime.Of(now);
        Span<byte> id = stackalloc byte[16];
        draft.Id.Value.TryWriteBytes(id, bigEndian: true, out _);
        var insert = session.Statement("INSERT INTO envelopes (id, lane, key, type, event_seq, body, trace_parent, created_at) VALUES (?,?,?,?,?,?,?,?)")
            .Bind(1, id).Bind(2, draft.Lane).Bind(3, draft.Key).Bind(4, draft.Type).Bind(5, eventSeq);
        _ = draft.Body is { } body ? insert.Bind(6, body.Span) : insert.BindNull(6);
        insert.Bind(7, traceParent).Bind(8, at).Run();
        session.Statement("""
            INSERT INTO strands (lane, key, depth, head, since, due_at, receiver) VALUES (?1, ?2, 1, last_insert_rowid(), ?3, ?4, ?5)
            ON CONFLICT (lane, key) DO UPDATE SET depth = depth + 1
            """).Bind(1, draft.Lane).Bind(2, draft.Key).Bind(3, at).Bind(4, SqliteTime.AtOnce(now)).Bind(5, draft.Receiver).Run();
        session.RingAfterCommit(draft.Lane);
    }

    private static Verdict Existing(SqliteSession session, Submission submission)
    {
        var select = session.Statement("SELECT seq, digest, data FROM events WHERE id = ? AND source = ?")
            .Bind(1, submission.Event.Id).Bind(2, submission.Event.Source);
        select.Step();
        var seq = select.Long(0);
        var digest = select.Bytes(1);
        var data = select.Bytes(2);
        select.Reset();
        return submission.IsRepeatOf(digest) || submission.IsRepeatOf(digest, data) ? new Verdict.Duplicate(seq) : new Verdict.Conflict(seq, digest);
    }

    // Read inside the transaction, so that a subscription counts from the moment it is answered.
    private static void Subscribe(SqliteSession session, CloudEvent e, long seq, DateTimeOffset now, EnvelopeIds ids)
    {
        var select = session.Statement(
            "SELECT DISTINCT t.subscription FROM subscription_types t WHERE t.type IN ('*', ?) ORDER BY t.subscription").Bind(1, e.Type);
        var subscribers = new List<string>();
        while (select.Step())
        {
            subscribers.Add(select.Text(0));
        }

        select.Reset();
        foreach (var subscriber in subscribers)
        {
            session.Write(new EnvelopeDraft(ids.Next(), LaneNames.Outgoing, $"{subscriber}|{e.Subject ?? e.Id}", e.Type, Receiver: subscriber), seq, e.TraceParent, now);
        }
    }
}
