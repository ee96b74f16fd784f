using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteAuditLog(SqliteDatabase database, SqliteWriter writer) : IAuditLog
{
    public Task AppendAsync(AuditEntry entry, CancellationToken ct) => writer.RunAsync(session => session.Audit(entry), ct);

    public Task<IReadOnlyList<AuditLine>> ListAsync(long after, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            $"SELECT {AuditCheck.Columns} FROM audit WHERE seq > $after ORDER BY seq LIMIT $limit", ("$after", after), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<AuditLine>>(Read(command, AuditCheck.Line));
    }

    public Task<IReadOnlyList<AuditLine>> LatestAsync(AuditFilter filter, long? before, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(
            connection,
            $"""
            SELECT {AuditCheck.Columns} FROM audit
            WHERE seq < $before AND ($actor IS NULL OR actor = $actor) AND ($act IS NULL OR act = $act) AND ($target IS NULL OR target = $target OR target = $outside)
                AND ($result IS NULL OR result = $result) AND ($since IS NULL OR at >= $since) AND ($until IS NULL OR at < $until)
            ORDER BY seq DESC LIMIT $limit
            """,
            ("$before", before ?? long.MaxValue), ("$actor", filter.Actor), ("$act", filter.Act), ("$target", filter.Target), ("$outside", AuditText.Outside(filter.Target)), ("$result", filter.Result),
            ("$since", SqliteTime.Of(filter.Since)), ("$until", SqliteTime.Of(filter.Until)), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<AuditLine>>(Read(command, AuditCheck.Line));
    }

    public Task<AuditHead> HeadAsync(CancellationToken ct) => Task.FromResult(SqliteFaults.Guard(() =>
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT seq, hash FROM (SELECT 0 AS place, seq, hash FROM audit_seal UNION ALL SELECT 1, seq, hash FROM (SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1)) ORDER BY place LIMIT 1");
        return Read(command, r => new AuditHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1))).SingleOrDefault() ?? AuditHead.Empty;
    }));

    public Task<long?> FirstBrokenAsync(CancellationToken ct) => Task.FromResult(SqliteFaults.Guard(() =>
    {
        using var connection = database.OpenReader();
        return AuditCheck.FirstBroken(connection, ct);
    }));
}
