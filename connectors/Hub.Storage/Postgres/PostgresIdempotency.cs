using Hub.Core.Intake;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresIdempotency(PostgresRunner runner) : IIdempotency
{
    public Task<IdempotencyClaim> ClaimAsync(
        string caller, string key, ReadOnlyMemory<byte> digest, DateTimeOffset now, DateTimeOffset staleBefore, CancellationToken ct) =>
        runner.WriteAsync(async (session, stop) =>
        {
            // A row that is there already is locked even when it is not taken over, so the second statement reads what the first one met.
            // A claim is taken over only when it is stale, so its time tells one claim from another.
            var batch = session.Batch();
            batch.Add("""
                INSERT INTO idempotency (caller, key, digest, claimed_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (caller, key) DO UPDATE SET claimed_at = excluded.claimed_at
                WHERE idempotency.status IS NULL AND idempotency.claimed_at < $5 AND idempotency.digest = excluded.digest
                RETURNING claimed_at
                """).Text(caller).Text(key).Bytes(digest).Time(now).Time(staleBefore);
            batch.Add("SELECT digest, status, content_type, body, claimed_at FROM idempotency WHERE caller = $1 AND key = $2").Text(caller).Text(key);
            return await batch.ReadAsync<IdempotencyClaim>(async reader =>
            {
                if (await reader.RowsAsync(r => r.GetInt64(0)) is [var token])
                {
                    return new IdempotencyClaim.Taken(token);
                }

                await reader.NextResultAsync(stop);
                return (await reader.RowsAsync(r => session.IsInDoubt && IsOurs(r, digest.Span, PostgresTime.Of(now))
                    ? new IdempotencyClaim.Taken(PostgresTime.Of(now))
                    : Former(r, digest.Span))).Single();
            }, stop);
        }, ct);

    public Task CompleteAsync(string caller, string key, long token, int status, string? contentType, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        runner.WriteAsync(
            (session, stop) => session.Statement("UPDATE idempotency SET status = $3, content_type = $4, body = $5 WHERE caller = $1 AND key = $2 AND claimed_at = $6")
                .Text(caller).Text(key).Int(status).Text(contentType).Bytes(body).Long(token).RunAsync(stop), ct);

    public Task ReleaseAsync(string caller, string key, long token, CancellationToken ct) => runner.WriteAsync(
        (session, stop) => session.Statement("DELETE FROM idempotency WHERE caller = $1 AND key = $2 AND status IS NULL AND claimed_at = $3")
            .Text(caller).Text(key).Long(token).RunAsync(stop), ct);

    private static bool IsOurs(NpgsqlDataReader r, ReadOnlySpan<byte> digest, long claimedAt) =>
        digest.SequenceEqual(r.GetFieldValue<byte[]>(0)) && r.IsDBNull(1) && r.GetInt64(4) == claimedAt;

    private static IdempotencyClaim Former(NpgsqlDataReader r, ReadOnlySpan<byte> digest) =>
        !digest.SequenceEqual(r.GetFieldValue<byte[]>(0)) ? new IdempotencyClaim.OtherBody()
        : r.IsDBNull(1) ? new IdempotencyClaim.InProgress()
        : new IdempotencyClaim.Replay(r.GetInt32(1), r.Text(2), r.GetFieldValue<byte[]>(3));
}
