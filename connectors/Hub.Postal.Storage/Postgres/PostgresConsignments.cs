using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Postgres;
using Npgsql;

namespace Hub.Postal.Storage.Postgres;

internal sealed class PostgresConsignments(PostgresRunner runner, PostgresCommit commit) : IConsignments
{
    private const string Select = "SELECT c.version, c.body FROM consignments c";

    public async Task<Consignment?> FindAsync(string number, CancellationToken ct) =>
        (await ListAsync($"{Select} WHERE c.number = $1", PostalRows.Consignment, s => s.Text(number), ct)).FirstOrDefault();

    public async Task<IReadOnlyDictionary<string, Consignment>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        (await ListAsync($"{Select} WHERE c.number = ANY ($1)", PostalRows.Consignment, s => s.Texts([.. numbers]), ct))
            .ToDictionary(consignment => consignment.Number, StringComparer.Ordinal);

    public async Task<Consignment?> OfRequestAsync(string source, string id, CancellationToken ct) =>
        (await ListAsync($"{Select} WHERE c.request_source = $1 AND c.request_id = $2", PostalRows.Consignment, s => s.Text(source).Text(id), ct)).FirstOrDefault();

    public async Task<Consignment?> OfWaybillAsync(string @operator, string waybill, CancellationToken ct) =>
        (await ListAsync($"{Select} WHERE c.operator = $1 AND c.waybill = $2", PostalRows.Consignment, s => s.Text(@operator).Text(waybill), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<Consignment>> OfDossierAsync(string dossier, CancellationToken ct) =>
        [.. (await ListAsync($"{Select} WHERE c.dossier = $1", PostalRows.Consignment, s => s.Text(dossier), ct)).OrderBy(c => (c.Direction, c.Sequence))];

    public async Task<IReadOnlyList<Consignment>> ListAsync(ConsignmentFilter filter, string? after, int limit, CancellationToken ct) =>
        filter.States is { Count: 0 } ? [] : await runner.ReadAsync((session, stop) => ConsignmentListing.ReadAsync(session, filter, after, limit, stop), ct);

    public async Task<IReadOnlyList<Consignment>> ToWatchAsync(DateTimeOffset now, int limit, CancellationToken ct) => await ListAsync(
        $"{Select} WHERE c.watch_at <= $1 ORDER BY c.watch_at, c.number LIMIT $2", PostalRows.Consignment, s => s.Time(now).Int(limit), ct);

    public async Task<IReadOnlyList<Consignment>> ToPollAsync(string @operator, DateTimeOffset now, int limit, CancellationToken ct) => await ListAsync(
        $"{Select} WHERE c.operator = $1 AND c.poll_at <= $2 ORDER BY c.poll_at, c.number LIMIT $3", PostalRows.Consignment, s => s.Text(@operator).Time(now).Int(limit), ct);

    public async Task<int> CountBookedAsync(string @operator, DateTimeOffset since, CancellationToken ct) => (int)(await ListAsync(
        "SELECT count(*) FROM consignments c WHERE c.operator = $1 AND c.booked_at >= $2", r => r.GetInt64(0), s => s.Text(@operator).Time(since), ct))[0];

    public async Task<IReadOnlyList<PostalRecord>> RecordsAsync(string number, CancellationToken ct) => await ListAsync(
        $"SELECT {PostalRows.RecordColumns} FROM postal_records WHERE number = $1 ORDER BY at, seq", PostalRows.Record, s => s.Text(number), ct);

    // Key by key: a list of keys as one condition is, before the table's first statistics, looked for among all that the source ever told.
    public async Task<IReadOnlySet<string>> KnownAsync(string source, IReadOnlyCollection<string> keys, CancellationToken ct) => (await ListAsync("""
        SELECT l.key FROM unnest($2::text[]) AS t (key)
        CROSS JOIN LATERAL (SELECT r.key FROM postal_records r WHERE r.source = $1 AND r.key = t.key LIMIT 1) l
        """, r => r.Str(0), s => s.Text(source).Texts([.. keys]), ct)).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<CustodyLink>> CustodyAsync(string dossier, CancellationToken ct) => await ListAsync(
        $"SELECT {PostalRows.CustodyColumns} FROM custody_links WHERE dossier = $1 ORDER BY item, no", PostalRows.Link, s => s.Text(dossier), ct);

    public async Task<PostalSheet?> SheetAsync(SheetKind kind, string id, CancellationToken ct) => (await ListAsync(
        "SELECT version, body FROM postal_sheets WHERE kind = $1 AND id = $2", PostalRows.Sheet, s => s.Text(kind.ToString()).Text(id), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<PostalSheet>> SheetsAsync(SheetFilter filter, string? after, int limit, CancellationToken ct)
    {
        // The order names the whole index, and what is left to filter is no column: else another index would do, and walk through everything.
        var (place, order) = filter switch
        {
            { Office: not null } =>
                ($"(s.office, s.state, s.id) > ($6, t.state, $3) AND (s.office, s.state) <= ($6, t.state){(filter.Operator is null ? "" : " AND s.operator || '' = $5")}", "s.office, s.state, s.id"),
            { Operator: not null } => ("(s.operator, s.state, s.id) > ($5, t.state, $3) AND (s.operator, s.state) <= ($5, t.state)", "s.operator, s.state, s.id"),
            _ => ("(s.state, s.id) > (t.state, $3) AND s.state <= t.state", "s.state, s.id"),
        };
        return await ListAsync($"""
            SELECT l.version, l.body FROM unnest($2::text[]) AS t (state)
            CROSS JOIN LATERAL (SELECT s.id, s.version, s.body FROM postal_sheets s WHERE s.kind = $1 AND {place} ORDER BY {order} LIMIT $4) l
            ORDER BY l.id LIMIT $4
            """, PostalRows.Sheet, s => s.Text(filter.Kind.ToString()).Texts(Slots.States(filter)).Text(after ?? "").Int(limit).Text(filter.Operator).Text(filter.Office), ct);
    }

    public async Task<IReadOnlyList<CashDay>> CashAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => await ListAsync("""
        SELECT (c.cash_at + $3) / 86400000000, c.operator, count(*), sum(c.cash_amount)::bigint,
            coalesce(sum(c.cash_amount) FILTER (WHERE c.remittance IS NOT NULL), 0)::bigint, coalesce(sum(c.cash_amount) FILTER (WHERE s.state = 'Confirmed'), 0)::bigint
        FROM consignments c LEFT JOIN postal_sheets s ON s.kind = 'Remittance' AND s.id = c.remittance
        WHERE c.cash_at >= $1 AND c.cash_at < $2
        GROUP BY 1, 2 ORDER BY 1, 2
        """, PostalRows.CashDay, s => s.Time(from).Time(until).Long(CashDay.OffsetMicros), ct);

    public async Task<IReadOnlyList<PostalSheet>> OpenedAsync(SheetKind kind, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => await ListAsync(
        "SELECT version, body FROM postal_sheets WHERE kind = $1 AND opened_at >= $2 AND opened_at < $3 ORDER BY opened_at, id", PostalRows.Sheet,
        s => s.Text(kind.ToString()).Time(from).Time(until), ct);

    public async Task<PostalAttachment?> AttachmentAsync(string sha256, CancellationToken ct) => (await ListAsync(
        "SELECT sha256, number, media_type, content, received_at FROM postal_attachments WHERE sha256 = $1",
        r => new PostalAttachment(r.Str(0), r.Str(1), r.Str(2), r.GetFieldValue<byte[]>(3), PostgresTime.To(r.GetInt64(4))), s => s.Text(sha256), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<WaybillRange>> RangesAsync(string @operator, CancellationToken ct) => await ListAsync(
        $"SELECT {PostalRows.RangeColumns} FROM waybill_ranges WHERE operator = $1 ORDER BY added_at, id", PostalRows.Range, s => s.Text(@operator), ct);

    public Task<bool> AddRangeAsync(WaybillRange range, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var isAdded = await session.Statement("""
            INSERT INTO waybill_ranges (operator, id, prefix, suffix, digits, check_digit, first, last, next, added_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
            WHERE NOT EXISTS (SELECT 1 FROM waybill_ranges r WHERE r.operator = $1 AND (r.id = $2 OR (r.prefix = $3 AND r.suffix = $4 AND r.first <= $8 AND r.last >= $7)))
            """).Text(range.Operator).Text(range.Id).Text(range.Prefix).Text(range.Suffix).Int(range.Digits).Flag(range.HasCheckDigit)
            .Long(range.First).Long(range.Last).Long(range.Next).Time(range.AddedAt).RunAsync(stop) == 1;
        if (isAdded)
        {
            session.Audit(audit);
        }

        return isAdded;
    }, ct);

    public Task<bool> CloseRangeAsync(string @operator, string id, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var isClosed = await session.Statement("UPDATE waybill_ranges SET next = last + 1 WHERE operator = $1 AND id = $2 AND next <= last")
            .Text(@operator).Text(id).RunAsync(stop) == 1;
        if (isClosed)
        {
            session.Audit(audit);
        }

        return isClosed;
    }, ct);

    public async Task<string?> CursorAsync(string name, CancellationToken ct) =>
        (await ListAsync("SELECT value FROM cursors WHERE name = $1", r => r.Str(0), s => s.Text(name), ct)).FirstOrDefault();

    public Task<bool> CommitAsync(PostalBatch batch, CancellationToken ct) =>
        commit.RunAsync(PostalEffects.Of(batch), ask => PostalChecking.Ask(ask, batch), write => PostalWriting.Write(write, batch), PostalEffects.Contested, ct);

    private Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> row, Func<PostgresStatement, PostgresStatement> bind, CancellationToken ct) =>
        runner.ReadAsync((session, stop) => bind(session.Statement(sql)).ReadAsync(row, stop), ct);
}
