using Hub.Core.Intake;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteIdempotency(SqliteWriter writer) : IIdempotency
{
    public Task<IdempotencyClaim> ClaimAsync(
        string caller, string key, ReadOnlyMemory<byte> digest, DateTimeOffset now, DateTimeOffset staleBefore, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            // A claim is taken over only when it is stale, so its time tells one claim from another.
            var isNew = session.Statement("INSERT INTO idempotency (caller, key, digest, claimed_at) VALUES (?,?,?,?) ON CONFLICT (caller, key) DO NOTHING")
                .Bind(1, caller).Bind(2, key).Bind(3, digest.Span).Bind(4, SqliteTime.Of(now)).Run() == 1;
            if (isNew)
            {
                return new IdempotencyClaim.Taken(SqliteTime.Of(now));
            }

            var former = Read(session, caller, key, digest.Span);
            if (former is not IdempotencyClaim.InProgress)
            {
                return former;
            }

            var isTakenOver = session.Statement("UPDATE idempotency SET claimed_at = ?3 WHERE caller = ?1 AND key = ?2 AND claimed_at < ?4")
                .Bind(1, caller).Bind(2, key).Bind(3, SqliteTime.Of(now)).Bind(4, SqliteTime.Of(staleBefore)).Run() == 1;
            return isTakenOver ? new IdempotencyClaim.Taken(SqliteTime.Of(now)) : former;
        }, ct);

    public Task CompleteAsync(string caller, string key, long token, int status, string? contentType, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        writer.RunAsync(
            session =>
            {
                session.Statement("UPDATE idempotency SET status = ?3, content_type = ?4, body = ?5 WHERE caller = ?1 AND key = ?2 AND claimed_at = ?6")
                    .Bind(1, caller).Bind(2, key).Bind(3, status).Bind(4, contentType).Bind(5, body.Span).Bind(6, token).Run();
            }, ct);

    public Task ReleaseAsync(string caller, string key, long token, CancellationToken ct) =>
        writer.RunAsync(
            session =>
            {
                session.Statement("DELETE FROM idempotency WHERE caller = ?1 AND key = ?2 AND status IS NULL AND claimed_at = ?3").Bind(1, caller).Bind(2, key).Bind(3, token).Run();
            }, ct);

    private static IdempotencyClaim Read(SqliteSession session, string caller, string key, ReadOnlySpan<byte> digest)
    {
        var select = session.Statement("SELECT digest, status, content_type, body FROM idempotency WHERE caller = ?1 AND key = ?2")
            .Bind(1, caller).Bind(2, key);
        select.Step();
        IdempotencyClaim claim = !digest.SequenceEqual(select.Bytes(0)) ? new IdempotencyClaim.OtherBody()
            : select.IsNull(1) ? new IdempotencyClaim.InProgress()
            : new IdempotencyClaim.Replay(select.Int(1), select.TextOrNull(2), select.Bytes(3));
        select.Reset();
        return claim;
    }
}
