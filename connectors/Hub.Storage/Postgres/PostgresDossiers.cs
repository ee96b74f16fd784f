using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Npgsql;
using static Hub.Storage.Postgres.PostgresRows;

namespace Hub.Storage.Postgres;

internal sealed class PostgresDossiers(PostgresRunner runner) : IDossiers
{
    private const string DossierColumns = "d.code, d.procedure_code, d.first_at, d.last_at, d.status, d.status_at, d.closed";

    private const string CheckColumns = $"""
        {DossierColumns}, p.json, p.doubt, p.checked_at,
        NOT EXISTS (SELECT 1 FROM strands s WHERE s.lane = $1 AND s.key = d.code AND s.held = 0)
        """;

    public Task<DossierRow?> FindAsync(string code, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement($"SELECT {DossierColumns} FROM dossiers d WHERE d.code = $1").Text(code).ReadAsync(Dossier, stop)).FirstOrDefault(), ct);

    public Task<IReadOnlyList<DossierEvent>> EventsAsync(string lane, string code, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<DossierEvent>>(async (session, stop) =>
        await session.Statement("""
            SELECT e.seq, e.id, e.type, COALESCE(e.time, e.received_at),
                CASE WHEN EXISTS (SELECT 1 FROM body_edits b WHERE b.envelope_seq = v.seq) THEN v.body ELSE e.data END, COALESCE(v.state IN (3, 4), false)
            FROM events e LEFT JOIN envelopes v ON v.event_seq = e.seq AND v.lane = $1
            WHERE e.subject = $2 AND e.direction = 0 ORDER BY 4, e.seq
            """)
            .Text(lane).Text(code)
            .ReadAsync(r => new DossierEvent(
                r.GetInt64(0), r.Str(1), r.Str(2), PostgresTime.To(r.GetInt64(3)), r.GetFieldValue<byte[]>(4), r.GetBoolean(5)), stop), ct);

    public Task<IReadOnlyList<StoredEvent>> TimelineAsync(string code, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<StoredEvent>>(async (session, stop) =>
        await session.Statement($"SELECT {EventColumns} FROM events e WHERE e.subject = $1 ORDER BY COALESCE(e.time, e.received_at), e.seq")
            .Text(code).ReadAsync(Event, stop), ct);

    public Task<IReadOnlyList<EnvelopeRecord>> EnvelopesAsync(string code, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<EnvelopeRecord>>(async (session, stop) =>
    {
        var found = await session.Statement($"""
            SELECT {EnvelopeColumns} FROM events e JOIN envelopes v ON v.event_seq = e.seq WHERE e.subject = $1
            UNION ALL
            SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.key = $1 AND v.event_seq IS NULL
            ORDER BY 1
            """)
            .Text(code).ReadAsync(Envelope, stop);
        return await session.AddDueAsync(found, stop);
    }, ct);

    public Task<IReadOnlyList<DossierCheck>> ToCheckAsync(
        string lane, DateTimeOffset since, DateTimeOffset checkedBefore, int limit, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<DossierCheck>>(async (session, stop) =>
    {
        var found = await session.Statement($"""
            SELECT {CheckColumns} FROM partner_state p JOIN dossiers d ON d.code = p.key
            WHERE p.lane = $1 AND p.doubt > 0 AND d.first_at >= $2 AND (p.checked_at IS NULL OR p.checked_at < $3)
            ORDER BY p.doubt DESC, d.first_at DESC LIMIT $4
            """)
            .Text(lane).Time(since).Time(checkedBefore).Int(limit).ReadAsync(Check, stop);
        if (found.Count < limit)
        {
            found.AddRange(await session.Statement($"""
                SELECT {CheckColumns} FROM dossiers d LEFT JOIN partner_state p ON p.lane = $1 AND p.key = d.code
                WHERE d.first_at >= $2 AND COALESCE(p.doubt, 0) = 0 AND (p.checked_at IS NULL OR p.checked_at < $3)
                ORDER BY d.first_at DESC, d.code DESC LIMIT $4
                """)
                .Text(lane).Time(since).Time(checkedBefore).Int(limit - found.Count).ReadAsync(Check, stop));
        }

        return found;
    }, ct);

    public Task<long> CountSinceAsync(DateTimeOffset since, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement("SELECT COUNT(*) FROM dossiers WHERE first_at >= $1").Time(since).ReadAsync(r => r.GetInt64(0), stop)).Single(), ct);

    public Task<bool> SaveCheckAsync(string lane, string code, PartnerState? expected, PartnerState found, CancellationToken ct) => runner.WriteAsync(async (session, stop) =>
    {
        var batch = session.Batch();
        var save = expected is null
            ? batch.Add("INSERT INTO partner_state (lane, key, json, doubt, checked_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (lane, key) DO NOTHING RETURNING 1")
            : batch.Add("""
                UPDATE partner_state SET json = $3, doubt = $4, checked_at = COALESCE($5, checked_at) WHERE lane = $1 AND key = $2 AND json = $6 AND doubt = $7
                RETURNING 1
                """);
        save.Text(lane).Text(code).Text(found.Json).Int(found.Doubt).Time(found.CheckedAt);
        if (expected is not null)
        {
            save.Text(expected.Json).Int(expected.Doubt);
        }

        batch.Add("SELECT 1 FROM partner_state WHERE lane = $1 AND key = $2 AND json = $3 AND doubt = $4")
            .Text(lane).Text(code).Text(found.Json).Int(found.Doubt);
        return await batch.ReadAsync(async reader =>
        {
            var isSaved = (await reader.RowsAsync(_ => true)).Count == 1;
            await reader.NextResultAsync(stop);
            return isSaved || (session.IsInDoubt && (await reader.RowsAsync(_ => true)).Count == 1);
        }, stop);
    }, ct);

    private static DossierRow Dossier(NpgsqlDataReader r) => new(
        r.Str(0), r.Text(1), PostgresTime.To(r.GetInt64(2)), PostgresTime.To(r.GetInt64(3)), r.Text(4), r.Time(5), r.GetInt32(6) != 0);

    private static DossierCheck Check(NpgsqlDataReader r) => new(
        Dossier(r), r.Text(7) is { } json ? new PartnerState(json, r.GetInt32(8), r.Time(9)) : null, r.GetBoolean(10));
}
