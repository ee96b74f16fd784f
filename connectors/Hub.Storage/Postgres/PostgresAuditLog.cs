using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresAuditLog(PostgresRunner runner) : IAuditLog
{
    private const string Columns = "seq, at, actor, role, act, target, result, detail, trace_id, hash";
    private const int Page = 5000;

    public Task AppendAsync(AuditEntry entry, CancellationToken ct) => runner.RunUnderGateAsync((session, stop) =>
    {
        session.Audit(entry);
        return Task.FromResult(true);
    }, ct);

    public Task<IReadOnlyList<AuditLine>> ListAsync(long after, int limit, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<AuditLine>>(async (session, stop) =>
        await session.Statement($"SELECT {Columns} FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2").Long(after).Int(limit)
            .ReadAsync(Line, stop), ct);

    public Task<IReadOnlyList<AuditLine>> LatestAsync(AuditFilter filter, long? before, int limit, CancellationToken ct) =>
        runner.ReadAsync<IReadOnlyList<AuditLine>>(async (session, stop) => await session.Statement($"""
            SELECT {Columns} FROM audit
            WHERE seq < $1 AND ($2 IS NULL OR actor = $2) AND ($3 IS NULL OR act = $3) AND ($4 IS NULL OR target = $4 OR target = $9)
                AND ($5 IS NULL OR result = $5) AND ($6 IS NULL OR at >= $6) AND ($7 IS NULL OR at < $7)
            ORDER BY seq DESC LIMIT $8
            """).Long(before ?? long.MaxValue).Text(filter.Actor).Text(filter.Act).Text(filter.Target).Text(filter.Result)
            .Time(filter.Since).Time(filter.Until).Int(limit).Text(AuditText.Outside(filter.Target)).ReadAsync(Line, stop), ct);

    public Task<AuditHead> HeadAsync(CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement("SELECT seq, hash FROM audit_seal").ReadAsync(Head, stop)).SingleOrDefault()
        ?? (await session.Statement("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").ReadAsync(Head, stop)).SingleOrDefault() ?? AuditHead.Empty, ct);

    private static AuditHead Head(NpgsqlDataReader r) => new(r.GetInt64(0), r.GetFieldValue<byte[]>(1));

    // One snapshot for the lines and their seal: entries go on being written meanwhile.
    public Task<long?> FirstBrokenAsync(CancellationToken ct) => runner.SnapshotAsync(FirstBrokenAsync, ct);

    // Page by page, as no statement may run for as long as a long chain takes.
    private static async Task<long?> FirstBrokenAsync(PostgresSession session, CancellationToken ct)
    {
        var hash = AuditChain.Genesis.ToArray();
        var seq = 0L;
        var last = (Seq: long.MinValue, At: long.MinValue);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var lines = await session.Statement($"SELECT {Columns} FROM audit WHERE (seq, at) > ($1, $2) ORDER BY seq, at LIMIT $3")
                .Long(last.Seq).Long(last.At).Int(Page).ReadAsync(Line, ct);
            foreach (var line in lines)
            {
                hash = AuditChain.Next(hash, ++seq, line.Entry);
                if (line.Seq != seq || !line.Hash.Span.SequenceEqual(hash))
                {
                    return seq;
                }
            }

            if (lines.Count < Page)
            {
                return await AgainstSealAsync(session, seq, hash, ct);
            }

            last = (lines[^1].Seq, PostgresTime.Of(lines[^1].Entry.At));
        }
    }

    // The chain alone cannot tell that its last lines are gone; the seal still names them.
    private static async Task<long?> AgainstSealAsync(PostgresSession session, long seq, byte[] hash, CancellationToken ct)
    {
        var found = await session.Statement("SELECT seq, hash FROM audit_seal").ReadAsync(r => (Seq: r.GetInt64(0), Hash: r.GetFieldValue<byte[]>(1)), ct);
        var seal = found.SingleOrDefault((0, AuditChain.Genesis.ToArray()));
        return seal.Seq > seq ? seq + 1
            : seal.Seq < seq ? seal.Seq + 1
            : seal.Hash.AsSpan().SequenceEqual(hash) ? null : Math.Max(seq, 1);
    }

    private static AuditLine Line(NpgsqlDataReader r) => new(
        r.GetInt64(0),
        new AuditEntry(PostgresTime.To(r.GetInt64(1)), r.Str(2), r.Text(3), r.Str(4), r.Text(5), r.Str(6), r.Text(7), r.Text(8)),
        r.GetFieldValue<byte[]>(9));
}
