using Hub.Core.Envelopes;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>How the head of a strand becomes a delivery.</summary>
internal static class DeliveryRows
{
    /// <summary>Columns that stand before those of the delivery.</summary>
    public const int From = 4;

    /// <summary>What <see cref="OfTaken"/> needs of the strand <c>s</c>.</summary>
    public const string Taken = "s.lease, s.lane, s.key, s.due_at, s.leased, s.receiver";

    /// <summary>
    /// Deliveries of what is in <c>taken</c>. Events are looked for in the months from <paramref name="floor"/> on only: a value that is known when the
    /// statement begins keeps it from opening every month there ever was. <see cref="AddOldAsync"/> adds the others.
    /// </summary>
    /// <param name="floor">The parameter that holds the first number to look for.</param>
    public static string OfTaken(string floor) => $"""
        SELECT t.lease, t.key, t.due_at, v.seq, v.id, v.type, v.event_seq,
            COALESCE(v.body, e.data, ''::bytea) AS body,
            v.trace_parent, v.created_at, v.attempts, v.doubtful, p.json, p.doubt, p.checked_at, e.id AS event_id, e.source AS event_source, e.time AS event_time,
            t.receiver, r.breaker, r.breaker_reason, r.open_since, r.probe_at, r.probes_failed, r.version
        FROM taken t CROSS JOIN LATERAL (SELECT * FROM envelopes x WHERE x.seq = t.leased LIMIT 1) v
        LEFT JOIN LATERAL (SELECT y.id, y.source, y.time, y.data FROM events y WHERE y.seq = v.event_seq AND y.seq >= {floor}::bigint LIMIT 1) e ON true
        LEFT JOIN LATERAL (SELECT * FROM partner_state y WHERE y.lane = t.lane AND y.key = t.key LIMIT 1) p ON true
        LEFT JOIN LATERAL (SELECT * FROM receivers y WHERE t.receiver <> '' AND y.lane = t.lane AND y.receiver = t.receiver LIMIT 1) r ON true
        """;

    /// <summary>The first number whose event comes with the claim.</summary>
    public static long FloorOf(DateTimeOffset now) => PostgresTime.FloorOf(PostgresTime.MonthOf(now) - 1);

    /// <summary>Adds the events of envelopes that have waited for months, and the bodies that come from them.</summary>
    public static async Task<IReadOnlyList<Delivery>> AddOldAsync(this PostgresRunner runner, IReadOnlyList<Delivery> deliveries, long floor, CancellationToken ct)
    {
        long[] old = [.. deliveries.Where(delivery => delivery.Event is null && delivery.Envelope.EventSeq < floor).Select(delivery => delivery.Envelope.EventSeq!.Value)];
        if (old.Length == 0)
        {
            return deliveries;
        }

        var read = await runner.ReadAsync(
            (session, stop) => session.Statement("SELECT e.seq, e.id, e.source, e.time, e.data FROM events e WHERE e.seq = ANY ($1::bigint[])").Longs(old)
                .ReadAsync(r => (Seq: r.GetInt64(0), Event: new EventIdentity(r.Str(1), r.Str(2), r.Time(3)), Body: r.GetFieldValue<byte[]>(4)), stop), ct);
        var events = read.ToDictionary(row => row.Seq);
        return [.. deliveries.Select(delivery => delivery is { Event: null, Envelope.EventSeq: { } seq } && events.TryGetValue(seq, out var found)
            ? delivery with { Event = found.Event, Envelope = delivery.Envelope.Body.IsEmpty ? delivery.Envelope with { Body = found.Body } : delivery.Envelope }
            : delivery)];
    }

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
        Event = r.IsDBNull(From + 15) ? null : new EventIdentity(r.Str(From + 15), r.Str(From + 16), r.Time(From + 17)),
        Attempts = r.GetInt32(From + 10),
        IsDoubtful = r.GetInt32(From + 11) != 0,
        State = r.IsDBNull(From + 12) ? null : new PartnerState(r.Str(From + 12), r.GetInt32(From + 13), r.Time(From + 14)),
        Receiver = r.Str(From + 18),
        Standing = Standing(r, From + 19),
    };

    /// <summary>What stands against a receiver, from the columns that begin at <paramref name="at"/>.</summary>
    public static Standing? Standing(NpgsqlDataReader r, int at) => r.IsDBNull(at) ? null : new Standing(
        r.GetInt32(at) == 1, r.Text(at + 1), r.Time(at + 2), r.Time(at + 3), r.GetInt32(at + 4), r.GetInt64(at + 5));
}
