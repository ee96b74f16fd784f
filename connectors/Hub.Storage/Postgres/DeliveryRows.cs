using Hub.Core.Envelopes;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>The head of a strand, and how it becomes a delivery.</summary>
internal static class DeliveryRows
{
    /// <summary>Columns that stand before those of the delivery.</summary>
    public const int From = 3;

    /// <summary>The envelope that is first in the strand <c>s</c>.</summary>
    public const string Head = "SELECT v.seq FROM envelopes v WHERE v.lane = s.lane AND v.key = s.key AND v.state < 2 ORDER BY v.seq LIMIT 1";

    /// <summary>Deliveries of the strands in <c>taken</c> (key, lease, leased, due_at) of the lane <c>$1</c>.</summary>
    public const string OfTaken = """
        SELECT t.lease, t.key, t.due_at, v.seq, v.id, v.type, v.event_seq, COALESCE(v.body, (SELECT e.data FROM events e WHERE e.seq = v.event_seq), ''::bytea) AS body,
            v.trace_parent, v.created_at, v.attempts, v.doubtful, p.json, p.doubt, p.checked_at
        FROM taken t
        CROSS JOIN LATERAL (SELECT * FROM envelopes x WHERE x.seq = t.leased LIMIT 1) v
        LEFT JOIN LATERAL (SELECT * FROM partner_state y WHERE y.lane = $1 AND y.key = t.key LIMIT 1) p ON true
        """;

    public static long DueAt(NpgsqlDataReader r) => r.GetInt64(From + 2);

    public static Delivery Delivery(NpgsqlDataReader r, string lane) => new()
    {
        Lease = r.GetInt64(From),
        Envelope = new Envelope
        {
            Seq = r.GetInt64(From + 3),
            Id = r.Id(From + 4),
            Lane = lane,
            Key = r.Str(From + 1),
            Type = r.Str(From + 5),
            EventSeq = r.Long(From + 6),
            Body = r.GetFieldValue<byte[]>(From + 7),
            TraceParent = r.Text(From + 8),
            CreatedAt = PostgresTime.To(r.GetInt64(From + 9)),
        },
        Attempts = r.GetInt32(From + 10),
        IsDoubtful = r.GetInt32(From + 11) != 0,
        State = r.IsDBNull(From + 12) ? null : new PartnerState(r.Str(From + 12), r.GetInt32(From + 13), r.Time(From + 14)),
    };
}
