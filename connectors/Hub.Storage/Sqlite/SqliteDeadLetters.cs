using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteDeadLetters(SqliteDatabase database, SqliteWriter writer) : IDeadLetters
{
    internal const string Matches = """
        v.state IN (1, 3)
        AND ($lane IS NULL OR v.lane = $lane) AND ($code IS NULL OR v.code = $code) AND ($key IS NULL OR v.key = $key)
        AND ($type IS NULL OR v.type = $type) AND ($since IS NULL OR v.settled_at >= $since) AND ($until IS NULL OR v.settled_at < $until)
        AND ($state IS NULL OR v.state = $state)
        AND ($dossier IS NULL OR v.key = $dossier OR v.event_seq IN (SELECT seq FROM events WHERE subject = $dossier))
        """;

    public Task<IReadOnlyList<EnvelopeRecord>> ListAsync(DeadLetterFilter filter, long after, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq
            WHERE {Matches} AND v.seq > $after ORDER BY v.seq LIMIT $limit
            """, [.. Parameters(filter), ("$after", after), ("$limit", limit)]);
        return Task.FromResult<IReadOnlyList<EnvelopeRecord>>(Read(command, Envelope));
    }

    public Task<long> CountAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT COUNT(*) FROM envelopes v WHERE {Matches}", [.. Parameters(filter)]);
        return Task.FromResult((long)Scalar(command)!);
    }

    public Task<EnvelopeRecord?> FindAsync(EnvelopeId id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        return Task.FromResult(Find(connection, id));
    }

    public Task<bool> RetryAsync(DecidedLetter letter, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(letter, audit, (session, found, now) => session.Release(found, now, null), ct);

    public Task<bool> EditAsync(DecidedLetter letter, ReadOnlyMemory<byte> body, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            if (session.Find(letter.Id) is not { } found || !Stands(session, letter))
            {
                return false;
            }

            var keep = session.Statement("""
                INSERT INTO body_edits (envelope_seq, at, old_author, new_author, old_body)
                SELECT v.seq, ?2,
                    COALESCE((SELECT b.new_author FROM body_edits b WHERE b.envelope_seq = v.seq ORDER BY b.rowid DESC LIMIT 1), e.accepted_by, 'hub'),
                    ?3, COALESCE(v.body, e.data, X'')
                FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.seq = ?1
                RETURNING old_author
                """).Bind(1, found.Seq).Bind(2, SqliteTime.Of(audit.At)).Bind(3, audit.Actor);
            keep.Step();
            var oldAuthor = keep.Text(0);
            keep.Reset();
            session.Statement("UPDATE envelopes SET body = ?2 WHERE seq = ?1").Bind(1, found.Seq).Bind(2, body.Span).Run();

            // Only here, within the transaction, is it sure whose body is replaced.
            session.Audit(audit with { Detail = $"{audit.Detail ?? "edited"}; old author {oldAuthor}, new author {audit.Actor}" });
            return true;
        }, ct);

    public Task<bool> SkipAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(letter, Because(audit, reason), (session, found, now) => found.State == EnvelopeState.Dead && session.Close(found, EnvelopeState.Skipped, now), ct);

    public Task<bool> DiscardAsync(DecidedLetter letter, string reason, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(letter, Because(audit, reason), (session, found, now) => session.Close(found, EnvelopeState.Discarded, now), ct);

    internal static IEnumerable<(string Name, object? Value)> Parameters(DeadLetterFilter filter) =>
    [
        ("$lane", filter.Lane), ("$code", filter.Code), ("$key", filter.Key), ("$type", filter.Type),
        ("$since", SqliteTime.Of(filter.Since)), ("$until", SqliteTime.Of(filter.Until)), ("$state", (int?)filter.State), ("$dossier", filter.Dossier),
    ];

    private static EnvelopeRecord? Find(SqliteConnection connection, EnvelopeId id)
    {
        using var command = Command(connection,
            $"SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.id = $id",
            ("$id", id.Value.ToByteArray(bigEndian: true)));
        return Read(command, Envelope).FirstOrDefault() is { } record ? History.Add(connection, record) : null;
    }

    private static bool Stands(SqliteSession session, DecidedLetter letter) => letter.Stands is not { } stands || (Find(session.Connection, letter.Id) is { } now && stands(now));

    private static AuditEntry Because(AuditEntry audit, string reason) => audit with { Detail = audit.Detail ?? reason };

    private Task<bool> DecideAsync(DecidedLetter letter, AuditEntry audit, Func<SqliteSession, DecisionWriting.Found, long, bool> decide, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Find(letter.Id) is { } found && Stands(session, letter) && decide(session, found, SqliteTime.Of(audit.At));
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);
}
