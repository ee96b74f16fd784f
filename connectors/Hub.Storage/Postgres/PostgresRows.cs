using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Tasks;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Columns of the rows that several ports read, and how they become records.</summary>
public static class PostgresRows
{
    public const string EventColumns =
        "e.seq, e.id, e.source, e.type, e.subject, e.time, e.received_at, e.direction, e.accepted_by, e.digest, e.data, e.data_schema, e.extensions, e.trace_parent";

    public const string EnvelopeColumns =
        """
        v.seq, v.id, v.lane, v.key, v.type, v.event_seq, COALESCE(v.body, e.data, ''::bytea), v.trace_parent, v.created_at,
        v.state, v.attempts, v.doubtful, v.settled_at, v.code, v.reason
        """;

    internal const string TaskColumns = "id, kind, subject, dossier, owner, operator, opened_at, due_at, vietnamese, english, ended_at, ended_by, result";

    public static StoredEvent Event(NpgsqlDataReader r) => new(
        r.GetInt64(0),
        new CloudEvent
        {
            Id = r.Str(1),
            Source = r.Str(2),
            Type = r.Str(3),
            Subject = r.Text(4),
            Time = r.Time(5),
            Data = r.GetFieldValue<byte[]>(10),
            DataSchema = r.Text(11),
            Extensions = r.Text(12) is { } extensions ? JsonSerializer.Deserialize<Dictionary<string, string>>(extensions) : null,
            TraceParent = r.Text(13),
        },
        (EventDirection)r.GetInt32(7),
        PostgresTime.To(r.GetInt64(6)),
        r.Str(8),
        r.GetFieldValue<byte[]>(9));

    public static EnvelopeRecord Envelope(NpgsqlDataReader r) => new()
    {
        Envelope = new Envelope
        {
            Seq = r.GetInt64(0),
            Id = r.Id(1),
            Lane = r.Str(2),
            Key = r.Str(3),
            Type = r.Str(4),
            EventSeq = r.Long(5),
            Body = r.GetFieldValue<byte[]>(6),
            TraceParent = r.Text(7),
            CreatedAt = PostgresTime.To(r.GetInt64(8)),
        },
        State = (EnvelopeState)r.GetInt32(9),
        Attempts = r.GetInt32(10),
        IsDoubtful = r.GetInt32(11) != 0,
        SettledAt = r.Time(12),
        Code = r.Text(13),
        Reason = r.Text(14),
    };

    internal static WorkTask ToTask(NpgsqlDataReader r) => new(
        new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true), r.Str(1), r.Str(2), r.Text(3), r.Str(4), r.Text(5),
        PostgresTime.To(r.GetInt64(6)), PostgresTime.To(r.GetInt64(7)), r.Str(8), r.Str(9))
    {
        EndedAt = r.Time(10),
        EndedBy = r.Text(11),
        Result = r.Text(12),
    };

    public static async Task<List<T>> RowsAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static string Str(this NpgsqlDataReader r, int column) => PostgresText.Read(r.GetString(column));

    public static string? Text(this NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.Str(column);

    public static long? Long(this NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    public static DateTimeOffset? Time(this NpgsqlDataReader r, int column) => PostgresTime.To(r.Long(column));

    public static EnvelopeId Id(this NpgsqlDataReader r, int column) => new(new Guid(r.GetFieldValue<byte[]>(column), bigEndian: true));

    public static byte[] Bytes(this EnvelopeId id) => id.Value.ToByteArray(bigEndian: true);
}
