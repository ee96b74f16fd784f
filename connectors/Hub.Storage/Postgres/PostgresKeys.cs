using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresKeys(PostgresRunner runner) : IKeys
{
    private const string Columns = "id, role, name, hash, created_at, expires_at, revoked_at, replaced_by, operator, office, person";
    private const string Insert = $"INSERT INTO api_keys ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    public Task AddAsync(ApiKey key, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync((session, stop) =>
    {
        session.Audit(audit);
        return Bind(session.Statement(Insert), key).RunAsync(stop);
    }, ct);

    public Task<ApiKey?> FindAsync(string id, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement($"SELECT {Columns} FROM api_keys WHERE id = $1").Text(id).ReadAsync(Key, stop)).FirstOrDefault(), ct);

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyList<ApiKey>>(async (session, stop) =>
        await session.Statement($"SELECT {Columns} FROM api_keys ORDER BY created_at, id").ReadAsync(Key, stop), ct);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var done = await session.Statement("UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
            .Text(id).Time(at).RunAsync(stop) == 1;
        if (done)
        {
            session.Audit(audit);
        }

        return done;
    }, ct);

    public Task<bool> RotateAsync(string oldId, ApiKey replacement, DateTimeOffset oldEndsAt, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync(async (session, stop) =>
        {
            // A rotation may only shorten the old key's life, never prolong it.
            var done = await session.Statement("""
                UPDATE api_keys SET replaced_by = $2, expires_at = LEAST(COALESCE(expires_at, $3), $3)
                WHERE id = $1 AND revoked_at IS NULL AND replaced_by IS NULL
                """).Text(oldId).Text(replacement.Id).Time(oldEndsAt).RunAsync(stop) == 1;
            if (done)
            {
                await Bind(session.Statement(Insert), replacement).RunAsync(stop);
                session.Audit(audit);
            }

            return done;
        }, ct);

    private static PostgresStatement Bind(PostgresStatement insert, ApiKey key) => insert
        .Text(key.Id).Text(key.Role).Text(key.Name).Bytes(key.Hash).Time(key.CreatedAt).Time(key.ExpiresAt).Time(key.RevokedAt).Text(key.ReplacedBy)
        .Text(key.Operator).Text(key.Office).Text(key.Person);

    private static ApiKey Key(NpgsqlDataReader r) => new(
        r.Str(0), r.Str(1), r.Str(2), r.GetFieldValue<byte[]>(3), PostgresTime.To(r.GetInt64(4)), r.Time(5), r.Time(6), r.Text(7))
    {
        Operator = r.Text(8),
        Office = r.Text(9),
        Person = r.Text(10),
    };
}
