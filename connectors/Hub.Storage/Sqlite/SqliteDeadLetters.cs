using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Trust;
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
        using var command = Command(connection,
            $"SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.id = $id",
            ("$id", id.Value.ToByteArray(bigEndian: true)));
        var record = Read(command, Envelope).FirstOrDefault();
        return Task.FromResult(record is null ? null : History.Add(connection, record));
    }

    public Task<bool> RetryAsync(EnvelopeId id, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(id, audit, (session, found, now) => session.Release(found, now, null), ct);

    public Task<bool> EditAsync(EnvelopeId id, ReadOnlyMemory<byte> body, AuditEntry audit, CancellationToken ct) => EditAsync(id, body, (ReadOnlyMemory<byte>?)null, audit, ct);

    public Task<bool> EditAsync(EnvelopeId id, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> judgedOn, AuditEntry audit, CancellationToken ct) =>
        EditAsync(id, body, (ReadOnlyMemory<byte>?)judgedOn, audit, ct);
    public Task<bool> SkipAsync(EnvelopeId id, string reason, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(id, Because(audit, reason), (session, found, now) => found.State == EnvelopeState.Dead && session.Close(found, EnvelopeState.Skipped, now), ct);

    public Task<bool> DiscardAsync(EnvelopeId id, string reason, AuditEntry audit, CancellationToken ct) =>
        DecideAsync(id, Because(audit, reason), (session, found, now) => session.Close(found, EnvelopeState.Discarded, now), ct);

    internal static IEnumerable<(string Name, object? Value)> Parameters(DeadLetterFilter filter) =>
    [
        ("$lane", filter.Lane), ("$code", filter.Code), ("$key", filter.Key), ("$type", filter.Type),
        ("$since", SqliteTime.Of(filter.Since)), ("$until", SqliteTime.Of(filter.Until)), ("$state", (int?)filter.State), ("$dossier", filter.Dossier),
    ];

    private static AuditEntry Because(AuditEntry audit, string reason) => audit with { Detail = audit.Detail ?? reason };

    private Task<bool> EditAsync(EnvelopeId id, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte>? judgedOn, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            if (session.Find(id) is not { } found || (judgedOn is { } judged && !session.BodyOf(found).AsSpan().SequenceEqual(judged.Span)))
            {
                return false;
            }

            // Only here, within the transaction, is it sure whose body is replaced.
            var oldAuthor = session.EditBody(found, body.Span, audit.Actor, audit.At);
            session.Audit(audit with { Detail = $"{audit.Detail ?? "edited"}; old author {oldAuthor}, new author {audit.Actor}" });
            return true;
        }, ct);

    private Task<bool> DecideAsync(EnvelopeId id, AuditEntry audit, Func<SqliteSession, DecisionWriting.Found, long, bool> decide, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Find(id) is { } found && decide(session, found, SqliteTime.Of(audit.At));
            if (done)
            {
                session.Audit(audit);
            }

            return done;
        }, ct);
}
