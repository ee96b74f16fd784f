using Hub.Core.Envelopes;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// The one row that whoever writes events, envelopes or audit lines holds until the commit. So numbers are committed in the order in which
/// they were handed out, a feed's cursor never passes one by, and the audit's end is read by one at a time.
/// Lock order everywhere: gate, lane, strands by lane and key.
/// </summary>
internal sealed class PostgresGate
{
    /// <summary>Reads the end of the audit's chain.</summary>
    public const string Seal = "SELECT seq, hash FROM audit_seal";

    private readonly long _readEvent;
    private readonly long _readEnvelope;
    private readonly List<(long Seq, AuditEntry Entry, byte[] Hash)> _lines = [];
    private long _event;
    private long _envelope;
    private long _auditSeq;
    private byte[] _auditHash;
    private (string Id, string Source, long Seq)? _accepted;
    private CommitProof.Mark? _mark;

    public PostgresGate(long eventSeq, long envelopeSeq, (long Seq, byte[] Hash)? seal, int month)
    {
        (_readEvent, _readEnvelope) = (eventSeq, envelopeSeq);
        Month = Math.Max(month, PostgresTime.MonthOf(Math.Max(eventSeq, envelopeSeq)));

        // A clock set back never takes a number back.
        _event = Math.Max(eventSeq, PostgresTime.FloorOf(Month));
        _envelope = Math.Max(envelopeSeq, PostgresTime.FloorOf(Month));
        (_auditSeq, _auditHash) = seal ?? (0, AuditChain.Genesis.ToArray());
    }

    /// <summary>Begins a transaction in which the gate is taken.</summary>
    public static void Take(PostgresBatch batch)
    {
        batch.Add("BEGIN");
        batch.Add("SELECT event_seq, envelope_seq FROM gate FOR UPDATE");

        // A statement of its own: it must see what the one who held the gate before has written.
        batch.Add(Seal);
    }

    /// <summary>Reads what <see cref="Take"/> asked for.</summary>
    public static async Task<PostgresGate> ReadAsync(NpgsqlDataReader reader, int month)
    {
        var (events, envelopes) = (await reader.RowsAsync(r => (r.GetInt64(0), r.GetInt64(1)))).Single();
        await reader.NextResultAsync(CancellationToken.None);
        var seal = await reader.RowsAsync(r => ((long, byte[])?)(r.GetInt64(0), r.GetFieldValue<byte[]>(1)));
        await reader.NextResultAsync(CancellationToken.None);
        return new PostgresGate(events, envelopes, seal.SingleOrDefault(), month);
    }

    /// <summary>The last number of an event when the gate was taken, and as it stands now.</summary>
    public (long Before, long Now) Events => (_readEvent, _event);

    /// <summary>The month of the numbers that are handed out.</summary>
    public int Month { get; }

    /// <summary>What proves, once it can be read, that the transaction was committed; null when it wrote nothing that could.</summary>
    public CommitProof? Proof => _lines.Count > 0 ? new CommitProof.Line(_lines[0].Seq, _lines[0].Hash)
        : _accepted is { } e ? new CommitProof.Event(e.Id, e.Source, e.Seq)
        : _mark;

    public IEnumerable<int> AuditMonths => _lines.Select(line => PostgresTime.MonthOf(line.Entry.At)).Distinct();

    /// <summary>Hands out numbers of events. Returns the one before the first.</summary>
    public long TakeEvents(int count)
    {
        var before = _event;
        _event += count;
        return before;
    }

    public long NextEnvelope() => ++_envelope;

    public void Accepted(string id, string source, long seq) => _accepted ??= (id, source, seq);

    /// <summary>For work that must be known to be committed whatever it writes. To be asked for when everything else is known.</summary>
    public void EnsureProof(EnvelopeId mark, DateTimeOffset now)
    {
        if (Proof is null)
        {
            _mark = new CommitProof.Mark(mark.ToString(), now);
        }
    }

    public void Audit(AuditEntry entry)
    {
        // What is hashed must be what can be read back: times are stored in microseconds.
        entry = AuditText.Clean(entry) with { At = PostgresTime.To(PostgresTime.Of(entry.At)) };
        _auditHash = AuditChain.Next(_auditHash, ++_auditSeq, entry);
        _lines.Add((_auditSeq, entry, _auditHash));
    }

    /// <summary>Adds what the gate has to write before the commit.</summary>
    public void Close(PostgresBatch batch)
    {
        if (_event > Math.Max(_readEvent, PostgresTime.FloorOf(Month)) || _envelope > Math.Max(_readEnvelope, PostgresTime.FloorOf(Month)))
        {
            batch.Add("UPDATE gate SET event_seq = $1, envelope_seq = $2").Long(_event).Long(_envelope);
        }

        _mark?.Write(batch);
        if (_lines.Count == 0)
        {
            return;
        }

        batch.Add("""
            INSERT INTO audit (seq, at, actor, role, act, target, result, detail, trace_id, hash)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bytea[])
            """)
            .Longs(_lines.ConvertAll(line => line.Seq)).Longs(_lines.ConvertAll(line => PostgresTime.Of(line.Entry.At)))
            .Texts(_lines.ConvertAll(line => line.Entry.Actor)).Texts(_lines.ConvertAll(line => line.Entry.Role))
            .Texts(_lines.ConvertAll(line => line.Entry.Act)).Texts(_lines.ConvertAll(line => line.Entry.Target))
            .Texts(_lines.ConvertAll(line => line.Entry.Result)).Texts(_lines.ConvertAll(line => line.Entry.Detail))
            .Texts(_lines.ConvertAll(line => line.Entry.TraceId)).BytesMany(_lines.ConvertAll(line => (byte[]?)line.Hash));
        batch.Add("""
            INSERT INTO audit_seal ("only", seq, hash) VALUES (1, $1, $2) ON CONFLICT ("only") DO UPDATE SET seq = excluded.seq, hash = excluded.hash
            """).Long(_auditSeq).Bytes(_auditHash);
    }
}
