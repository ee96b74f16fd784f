using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteKeys(SqliteDatabase database, SqliteWriter writer) : IKeys
{
    private const string Columns = "id, role, name, hash, created_at, expires_at, revoked_at, replaced_by, operator, office, person";

    public Task AddAsync(ApiKey key, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            Insert(session, key);
            session.Audit(audit);
        }, ct);

    public Task<ApiKey?> FindAsync(string id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM api_keys WHERE id = $id", ("$id", id));
        return Task.FromResult(Read(command, Key).FirstOrDefault());
    }

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM api_keys ORDER BY created_at, id");
        return Task.FromResult<IReadOnlyList<ApiKey>>(Read(command, Key));
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Statement("UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL")
                .Bind(1, id).Bind(2, SqliteTime.Of(at)).Run() == 1;
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);

    public Task<bool> RotateAsync(string oldId, ApiKey replacement, DateTimeOffset oldEndsAt, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            // A rotation may only shorten the old key's life, never prolong it.
            var done = session.Statement("""
                UPDATE api_keys SET replaced_by = ?2, expires_at = MIN(COALESCE(expires_at, ?3), ?3)
                WHERE id = ?1 AND revoked_at IS NULL AND replaced_by IS NULL
                """).Bind(1, oldId).Bind(2, replacement.Id).Bind(3, SqliteTime.Of(oldEndsAt)).Run() == 1;
            if (done)
            {
                Insert(session, replacement);
                session.Audit(audit);
            }

            return done;
        }, ct);

    private static void Insert(SqliteSession session, ApiKey key) =>
        session.Statement("INSERT INTO api_keys (id, role, name, hash, created_at, expires_at, revoked_at, replaced_by, operator, office, person) VALUES (?,?,?,?,?,?,?,?,?,?,?)")
            .Bind(1, key.Id).Bind(2, key.Role).Bind(3, key.Name).Bind(4, key.Hash.Span).Bind(5, SqliteTime.Of(key.CreatedAt))
            .Bind(6, SqliteTime.Of(key.ExpiresAt)).Bind(7, SqliteTime.Of(key.RevokedAt)).Bind(8, key.ReplacedBy)
            .Bind(9, key.Operator).Bind(10, key.Office).Bind(11, key.Person).Run();

    private static ApiKey Key(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetFieldValue<byte[]>(3), SqliteTime.To(r.GetInt64(4)),
        r.IsDBNull(5) ? null : SqliteTime.To(r.GetInt64(5)), r.IsDBNull(6) ? null : SqliteTime.To(r.GetInt64(6)),
        r.IsDBNull(7) ? null : r.GetString(7))
    {
        Operator = r.IsDBNull(8) ? null : r.GetString(8),
        Office = r.IsDBNull(9) ? null : r.GetString(9),
        Person = r.IsDBNull(10) ? null : r.GetString(10),
    };
}
