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

    public Task<long?> FirstBrokenAsync(CancellationToken ct) => Task.FromResult(SqliteFaults.Guard(() =>
    {
        using var connection = database.OpenReader();
        return AuditCheck.FirstBroken(connection, ct);
    }));
}
