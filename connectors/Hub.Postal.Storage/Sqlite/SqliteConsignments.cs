using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Postal.Storage.Sqlite;

internal sealed class SqliteConsignments(SqliteDatabase database, SqliteWriter writer, SqliteCommit commit) : IConsignments
{
    private const string Select = "SELECT c.version, c.body FROM consignments c";

    public Task<Consignment?> FindAsync(string number, CancellationToken ct) => OneAsync("c.number = $number", ("$number", number));

    public Task<IReadOnlyDictionary<string, Consignment>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, Consignment>>(Rows(
            "SELECT c.version, c.body FROM (SELECT DISTINCT value FROM json_each($numbers)) n CROSS JOIN consignments c WHERE c.number = n.value", PostalRows.Consignment,
            ("$numbers", PostalDocument.Of(numbers))).ToDictionary(consignment => consignment.Number, StringComparer.Ordinal));

    public Task<Consignment?> OfRequestAsync(string source, string id, CancellationToken ct) =>
        OneAsync("c.request_source = $source AND c.request_id = $id", ("$source", source), ("$id", id));

    public Task<Consignment?> OfWaybillAsync(string @operator, string waybill, CancellationToken ct) =>
        OneAsync("c.operator = $operator AND c.waybill = $waybill", ("$operator", @operator), ("$waybill", waybill));

    public Task<IReadOnlyList<Consignment>> OfDossierAsync(string dossier, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Consignment>>([.. Rows($"{Select} WHERE c.dossier = $dossier", PostalRows.Consignment, ("$dossier", dossier)).OrderBy(c => (c.Direction, c.Sequence))]);

    public Task<IReadOnlyList<Consignment>> ListAsync(ConsignmentFilter filter, string? after, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = ConsignmentListing.Make(connection, filter, after, limit);
        return Task.FromResult<IReadOnlyList<Consignment>>(filter.States is { Count: 0 } ? [] : Read(command, PostalRows.Consignment));
    }

    public Task<IReadOnlyList<Consignment>> ToWatchAsync(DateTimeOffset now, int limit, CancellationToken ct) => ListAsync(
        $"{Select} INDEXED BY consignments_watch WHERE c.watch_at <= $now ORDER BY c.watch_at, c.number LIMIT $limit", PostalRows.Consignment,
        ("$now", SqliteTime.Of(now)), ("$limit", limit));

    public Task<IReadOnlyList<Consignment>> ToPollAsync(string @operator, DateTimeOffset now, int limit, CancellationToken ct) => ListAsync(
        $"{Select} INDEXED BY consignments_poll WHERE c.operator = $operator AND c.poll_at <= $now ORDER BY c.poll_at, c.number LIMIT $limit", PostalRows.Consignment,
        ("$operator", @operator), ("$now", SqliteTime.Of(now)), ("$limit", limit));

    public Task<int> CountBookedAsync(string @operator, DateTimeOffset since, CancellationToken ct) => Task.FromResult(Rows(
        "SELECT COUNT(*) FROM consignments c INDEXED BY consignments_booked WHERE c.operator = $operator AND c.booked_at >= $since", r => r.GetInt32(0),
        ("$operator", @operator), ("$since", SqliteTime.Of(since)))[0]);

    public Task<IReadOnlyList<PostalRecord>> RecordsAsync(string number, CancellationToken ct) =>
        ListAsync($"SELECT {PostalRows.RecordColumns} FROM postal_records WHERE number = $number ORDER BY at, seq", PostalRows.Record, ("$number", number));

    public Task<IReadOnlySet<string>> KnownAsync(string source, IReadOnlyCollection<string> keys, CancellationToken ct) => Task.FromResult<IReadOnlySet<string>>(Rows(
        "SELECT r.key FROM json_each($keys) k CROSS JOIN postal_records r INDEXED BY postal_records_key WHERE r.source = $source AND r.key = k.value", r => r.GetString(0),
        ("$source", source), ("$keys", PostalDocument.Of(keys))).ToHashSet(StringComparer.Ordinal));

    public Task<IReadOnlyList<CustodyLink>> CustodyAsync(string dossier, CancellationToken ct) =>
        ListAsync($"SELECT {PostalRows.CustodyColumns} FROM custody_links WHERE dossier = $dossier ORDER BY item, no", PostalRows.Link, ("$dossier", dossier));

    public Task<PostalSheet?> SheetAsync(SheetKind kind, string id, CancellationToken ct) =>
        Task.FromResult(Rows("SELECT version, body FROM postal_sheets WHERE kind = $kind AND id = $id", PostalRows.Sheet, ("$kind", kind.ToString()), ("$id", id)).FirstOrDefault());

    public Task<IReadOnlyList<PostalSheet>> SheetsAsync(SheetFilter filter, string? after, int limit, CancellationToken ct)
    {
        var condition = (filter.Operator is null ? "" : "s.operator = $operator AND ") + (filter.Office is null ? "" : "s.office = $office AND ");
        var index = filter.Office is not null ? "postal_sheets_office" : filter.Operator is not null ? "postal_sheets_operator" : "postal_sheets_state";
        var parts = Slots.States(filter).Select(state => $"""
            SELECT * FROM (SELECT s.id FROM postal_sheets s INDEXED BY {index} WHERE s.kind = $kind AND {condition}s.state = '{state}' AND s.id > $after ORDER BY s.id LIMIT $limit)
            """);
        return ListAsync(
            $"SELECT s.version, s.body FROM postal_sheets s WHERE s.kind = $kind AND s.id IN (SELECT p.id FROM ({string.Join(" UNION ALL ", parts)}) p ORDER BY p.id LIMIT $limit) ORDER BY s.id",
            PostalRows.Sheet,
            ("$kind", filter.Kind.ToString()), ("$operator", filter.Operator), ("$office", filter.Office), ("$after", after ?? ""), ("$limit", limit));
    }

    public Task<IReadOnlyList<CashDay>> CashAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => ListAsync("""
        SELECT (c.cash_at + $offset) / 86400000000 AS day, c.operator, COUNT(*), SUM(c.cash_amount),
            SUM(CASE WHEN c.remittance IS NULL THEN 0 ELSE c.cash_amount END), SUM(CASE WHEN s.state = 'Confirmed' THEN c.cash_amount ELSE 0 END)
        FROM consignments c INDEXED BY consignments_taken LEFT JOIN postal_sheets s ON s.kind = 'Remittance' AND s.id = c.remittance
        WHERE c.cash_at >= $from AND c.cash_at < $until
        GROUP BY day, c.operator ORDER BY day, c.operator
        """, PostalRows.CashDay, ("$offset", CashDay.OffsetMicros), ("$from", SqliteTime.Of(from)), ("$until", SqliteTime.Of(until)));

    public Task<IReadOnlyList<PostalSheet>> OpenedAsync(SheetKind kind, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => ListAsync(
        "SELECT version, body FROM postal_sheets INDEXED BY postal_sheets_opened WHERE kind = $kind AND opened_at >= $from AND opened_at < $until ORDER BY opened_at, id", PostalRows.Sheet,
        ("$kind", kind.ToString()), ("$from", SqliteTime.Of(from)), ("$until", SqliteTime.Of(until)));

    public Task<PostalAttachment?> AttachmentAsync(string sha256, CancellationToken ct) => Task.FromResult(Rows(
        "SELECT sha256, number, media_type, content, received_at FROM postal_attachments WHERE sha256 = $sha256",
        r => new PostalAttachment(r.GetString(0), r.GetString(1), r.GetString(2), r.GetFieldValue<byte[]>(3), SqliteTime.To(r.GetInt64(4))), ("$sha256", sha256)).FirstOrDefault());

    public Task<IReadOnlyList<WaybillRange>> RangesAsync(string @operator, CancellationToken ct) =>
        ListAsync($"SELECT {PostalRows.RangeColumns} FROM waybill_ranges WHERE operator = $operator ORDER BY added_at, id", PostalRows.Range, ("$operator", @operator));

    public Task<bool> AddRangeAsync(WaybillRange range, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        var isAdded = session.Add(range);
        if (isAdded)
        {
            session.Audit(audit);
        }

        return isAdded;
    }, ct);

    public Task<bool> CloseRangeAsync(string @operator, string id, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        var isClosed = session.Close(@operator, id);
        if (isClosed)
        {
            session.Audit(audit);
        }

        return isClosed;
    }, ct);

    public Task<string?> CursorAsync(string name, CancellationToken ct) =>
        Task.FromResult(Rows("SELECT value FROM cursors WHERE name = $name", r => r.GetString(0), ("$name", name)).FirstOrDefault());

    public Task<bool> CommitAsync(PostalBatch batch, CancellationToken ct) =>
        commit.RunAsync(PostalEffects.Of(batch), session => session.Stands(batch), session => session.Write(batch), PostalEffects.Contested, ct);

    private Task<Consignment?> OneAsync(string condition, params ReadOnlySpan<(string, object?)> parameters) =>
        Task.FromResult(Rows($"{Select} WHERE {condition}", PostalRows.Consignment, parameters).FirstOrDefault());

    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters) =>
        Task.FromResult<IReadOnlyList<T>>(Rows(sql, row, parameters));

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, sql, parameters);
        return Read(command, row);
    }
}
