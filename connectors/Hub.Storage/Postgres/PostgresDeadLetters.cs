using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
using static Hub.Storage.Postgres.PostgresRows;

namespace Hub.Storage.Postgres;

internal sealed class PostgresDeadLetters(PostgresRunner runner) : IDeadLetters
{
    /// <summary>Reads the filter as <c>$1</c> to <c>$8</c>, by <see cref="Filter"/>.</summary>
    internal const string Matches = """
        v.state IN (1, 3) AND v.code IS NOT NULL
        AND ($1 IS NULL OR v.lane = $1) AND ($2 IS NULL OR v.code = $2) AND ($3 IS NULL OR v.key = $3)
        AND ($4 IS NULL OR v.type = $4) AND ($5 IS NULL OR v.settled_at >= $5) AND ($6 IS NULL OR v.settled_at < $6)
        AND ($7 IS NULL OR v.state = $7)
        AND ($8 IS NULL OR v.key = $8 OR v.event_seq IN (SELECT seq FROM events WHERE subject = $8))
        """;

    public Task<IReadOnlyList<EnvelopeRecord>> ListAsync(DeadLetterFilter filter, long after, int limit, CancellationToken ct) =>
        runner.ReadAsync<IReadOnlyList<EnvelopeRecord>>(async (session, stop) =>
            await Filter(session.Statement($"""
                SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq
                WHERE {Matches} AND v.seq > $9 ORDER BY v.seq LIMIT $10
                """), filter).Long(after).Int(limit).ReadAsync(Envelope, stop), ct);

    public Task<long> CountAsync(DeadLetterFilter filter, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await Filter(session.Statement($"SELECT COUNT(*) FROM envelopes v WHERE {Matches}"), filter)
            .ReadAsync(r => r.GetInt64(0), stop)).Single(), ct);

    public Task<EnvelopeRecord?> FindAsync(EnvelopeId id, CancellationToken ct) => runner.ReadAsync((session, stop) => FindAsync(session, id, stop), ct);

    public Task<bool> RetryAsync(DecidedLetter letter, AuditEntry audit, CancellationToken ct) => DecideAsync(
        letter, audit, (session, found, stop) => session.ReleaseAsync([found], PostgresTime.Of(audit.At), null, stop), ct);

    public Task<bool> EditAsync(DecidedLetter letter, ReadOnlyMemory<byte> body, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync(async (session, stop) =>
        {
            if (await session.FindAsync(letter.Id, stop) is not { } found || !await StandsAsync(session, letter, stop))
            {
                return false;
            }

            var oldAuthor = (await session.Statement("""
                INSERT INTO body_edits (envelope_seq, at, old_author, new_author, old_body)
                SELECT v.seq, $2,
                    COALESCE((SELECT b.new_author FROM body_edits b WHERE b.envelope_seq = v.seq ORDER BY b.edit DESC LIMIT 1), e.accepted_by, 'hub'),
                    $3, COALESCE(v.body, e.data, ''::bytea)
                FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = $1
                RETURNING old_author
                """).Long(found.Seq).Time(audit.At).Text(audit.Actor).ReadAsync(r => r.Str(0), stop)).Single();
            await session.Statement("UPDATE envelopes SET body = $2 WHERE seq = $1").Long(found.Seq).Bytes(body).RunAsync(stop);

            // Only here, within the transaction, is it sure whose body is replaced.
            session.Audit(audit with { Detail = $"{audit.Detail ?? "edited"}; old author {oldAuthor}, new author {audit.Actor}" });
            return true;
        }, ct);

    public Task<bool> SkipAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct) => DecideAsync(
        letter, Because(audit, reason), async (session, found, stop) => found.State == EnvelopeState.Dead
            && await session.CloseAsync(found, EnvelopeState.Skipped, PostgresTime.Of(audit.At), stop), ct);

    public Task<bool> DiscardAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct) => DecideAsync(
        letter, Because(audit, reason), (session, found, stop) => session.CloseAsync(found, EnvelopeState.Discarded, PostgresTime.Of(audit.At), stop), ct);

    internal static PostgresStatement Filter(PostgresStatement statement, DeadLetterFilter filter) => statement
        .Text(filter.Lane).Text(filter.Code).Text(filter.Key).Text(filter.Type).Time(filter.Since).Time(filter.Until).Int((int?)filter.State).Text(filter.Dossier);

    private static async Task<EnvelopeRecord?> FindAsync(PostgresSession session, EnvelopeId id, CancellationToken ct)
    {
        var found = await session.Statement($"SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.id = $1")
            .Bytes(id.Bytes()).ReadAsync(Envelope, ct);
        return found is [var record] ? await session.AddHistoryAsync(record, ct) : null;
    }

    private static async Task<bool> StandsAsync(PostgresSession session, DecidedLetter letter, CancellationToken ct) =>
        letter.Stands is not { } stands || (await FindAsync(session, letter.Id, ct) is { } now && stands(now));

    private static AuditEntry Because(AuditEntry audit, string reason) => audit with { Detail = audit.Detail ?? reason };

    private Task<bool> DecideAsync(
        DecidedLetter letter, AuditEntry audit, Func<PostgresSession, Decisions.Found, CancellationToken, Task<bool>> decide, CancellationToken ct) =>
        runner.RunUnderGateAsync(async (session, stop) =>
        {
            var done = await session.FindAsync(letter.Id, stop) is { } found && await StandsAsync(session, letter, stop) && await decide(session, found, stop);
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);
}
