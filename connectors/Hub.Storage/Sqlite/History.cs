using Hub.Core.Envelopes;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

/// <summary>Adds attempts, edits and due time to envelopes that were read.</summary>
internal static class History
{
    public static EnvelopeRecord Add(SqliteConnection connection, EnvelopeRecord record)
    {
        var seq = record.Envelope.Seq;
        using var attempts = Command(connection,
            "SELECT started_at, ended_at, outcome, code, reason, answer FROM attempts WHERE envelope_seq = $seq ORDER BY try", ("$seq", seq));
        using var edits = Command(connection,
            "SELECT at, old_author, new_author, old_body FROM body_edits WHERE envelope_seq = $seq ORDER BY rowid", ("$seq", seq));
        return AddDue(connection, record) with
        {
            History = Read(attempts, r => new AttemptRecord(
                SqliteTime.To(r.GetInt64(0)), SqliteTime.To(r.GetInt64(1)), r.GetString(2),
                r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5))),
            Edits = Read(edits, r => new BodyEdit(SqliteTime.To(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.GetFieldValue<byte[]>(3))),
        };
    }

    public static EnvelopeRecord AddDue(SqliteConnection connection, EnvelopeRecord record)
    {
        if (record.State != EnvelopeState.Waiting)
        {
            return record;
        }

        using var due = Command(connection, """
            SELECT s.due_at FROM strands s WHERE s.lane = $lane AND s.key = $key AND s.held = 0
            AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.lane = s.lane AND v.key = s.key AND v.state < 2 AND v.seq < $seq)
            """, ("$lane", record.Envelope.Lane), ("$key", record.Envelope.Key), ("$seq", record.Envelope.Seq));
        return record with { DueAt = SqliteTime.Due(Scalar(due) as long?) };
    }
}
