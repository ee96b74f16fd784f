using Hub.Core.Envelopes;

namespace Hub.Storage.Postgres;

/// <summary>New envelopes, each at the end of its strand.</summary>
internal sealed class EnvelopeRows
{
    private readonly record struct Row(EnvelopeDraft Draft, long Seq, long? EventSeq, string? TraceParent, long At);

    private readonly List<Row> _rows = [];
    private readonly SortedDictionary<(string Lane, string Key), (int Depth, long Head, long Since, string Receiver)> _strands = new(StrandOrder.Instance);

    public void Add(EnvelopeDraft draft, long seq, long? eventSeq, string? traceParent, DateTimeOffset now)
    {
        var at = PostgresTime.Of(now);
        _rows.Add(new Row(draft, seq, eventSeq, traceParent, at));
        var strand = (draft.Lane, draft.Key);
        _strands[strand] = _strands.TryGetValue(strand, out var former) ? former with { Depth = former.Depth + 1 } : (1, seq, at, draft.Receiver);
    }

    public void Write(PostgresSession session, PostgresBatch batch)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        batch.Add("""
            INSERT INTO envelopes (seq, id, lane, key, type, event_seq, body, trace_parent, created_at)
            SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bytea[], $8::text[], $9::bigint[])
            """)
            .Longs(_rows.ConvertAll(row => row.Seq)).BytesMany(_rows.ConvertAll(row => (byte[]?)row.Draft.Id.Bytes()))
            .Texts(_rows.ConvertAll(row => row.Draft.Lane)).Texts(_rows.ConvertAll(row => row.Draft.Key)).Texts(_rows.ConvertAll(row => row.Draft.Type))
            .Longs(_rows.ConvertAll(row => row.EventSeq)).BytesMany(_rows.ConvertAll(row => row.Draft.Body?.ToArray()))
            .Texts(_rows.ConvertAll(row => row.TraceParent)).Longs(_rows.ConvertAll(row => row.At));

        // In the order in which everybody locks strands.
        batch.Add("""
            INSERT INTO strands AS s (lane, key, depth, head, since, due_at, receiver)
            SELECT t.lane, t.key, t.depth, t.head, t.since, t.since - $7::bigint, t.receiver
            FROM unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[]) AS t (lane, key, depth, head, since, receiver)
            ON CONFLICT (lane, key) DO UPDATE SET depth = s.depth + excluded.depth
            """)
            .Texts([.. _strands.Keys.Select(strand => strand.Lane)]).Texts([.. _strands.Keys.Select(strand => strand.Key)])
            .Ints([.. _strands.Values.Select(strand => strand.Depth)]).Longs([.. _strands.Values.Select(strand => strand.Head)]).Longs([.. _strands.Values.Select(strand => strand.Since)])
            .Texts([.. _strands.Values.Select(strand => strand.Receiver)]).Long(PostgresTime.AtOnceSpan);
        foreach (var (lane, _) in _strands.Keys)
        {
            session.RingAfterCommit(lane);
        }
    }
}
