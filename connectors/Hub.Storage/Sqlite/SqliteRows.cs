using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Tasks;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>Columns of the rows that several ports read, and how they become records.</summary>
public static class SqliteRows
{
    public const string EventColumns =
        "e.seq, e.id, e.source, e.type, e.subject, e.time, e.received_at, e.direction, e.accepted_by, e.digest, e.data, e.data_schema, e.extensions, e.trace_parent";

    public const string EnvelopeColumns =
        """
        v.seq, v.id, v.lane, v.key, v.type, v.event_seq, COALESCE(v.body, e.data, X''), v.trace_parent, v.created_at,
        v.state, v.attempts, v.doubtful, v.settled_at, v.code, v.reason
        """;

    internal const string TaskColumns = "id, kind, subject, dossier, owner, operator, opened_at, due_at, vietnamese, english, ended_at, ended_by, result";

    public static StoredEvent Event(SqliteDataReader r) => new(
        r.GetInt64(0),
        new CloudEvent
        {
            Id = r.GetString(1),
            Source = r.GetString(2),
            Type = r.GetString(3),
            Subject = r.IsDBNull(4) ? null : r.GetString(4),
            Time = r.IsDBNull(5) ? null : SqliteTime.To(r.GetInt64(5)),
            Data = r.GetFieldValue<byte[]>(10),
            DataSchema = r.IsDBNull(11) ? null : r.GetString(11),
            Extensions = r.IsDBNull(12) ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(12)),
            TraceParent = r.IsDBNull(13) ? null : r.GetString(13),
        },
        (EventDirection)r.GetInt32(7),
        SqliteTime.To(r.GetInt64(6)),
        r.GetString(8),
        r.GetFieldValue<byte[]>(9));

    public static EnvelopeRecord Envelope(SqliteDataReader r) => new()
    {
        Envelope = new Envelope
        {
            Seq = r.GetInt64(0),
            Id = new EnvelopeId(new Guid(r.GetFieldValue<byte[]>(1), bigEndian: true)),
            Lane = r.GetString(2),
            Key = r.GetString(3),
            Type = r.GetString(4),
            EventSeq = r.IsDBNull(5) ? null : r.GetInt64(5),
            Body = r.GetFieldValue<byte[]>(6),
            TraceParent = r.IsDBNull(7) ? null : r.GetString(7),
            CreatedAt = SqliteTime.To(r.GetInt64(8)),
        },
        State = (EnvelopeState)r.GetInt32(9),
        Attempts = r.GetInt32(10),
        IsDoubtful = r.GetInt32(11) != 0,
        SettledAt = r.IsDBNull(12) ? null : SqliteTime.To(r.GetInt64(12)),
        Code = r.IsDBNull(13) ? null : r.GetString(13),
        Reason = r.IsDBNull(14) ? null : r.GetString(14),
    };

    internal static WorkTask ToTask(SqliteDataReader r) => new(
        new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5),
        SqliteTime.To(r.GetInt64(6)), SqliteTime.To(r.GetInt64(7)), r.GetString(8), r.GetString(9))
    {
        EndedAt = r.IsDBNull(10) ? null : SqliteTime.To(r.GetInt64(10)),
        EndedBy = r.IsDBNull(11) ? null : r.GetString(11),
        Result = r.IsDBNull(12) ? null : r.GetString(12),
    };

    public static object? Scalar(SqliteCommand command) => SqliteFaults.Guard(command.ExecuteScalar);

    public static List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> row) => SqliteFaults.Guard(() =>
    {
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    });

    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of the store and its modules come here; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
