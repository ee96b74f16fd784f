using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteInbox(SqliteDatabase database, SqliteWriter writer, EnvelopeIds ids) : IInbox
{
    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct) =>
        writer.RunAsync<IReadOnlyList<Verdict>>(session =>
        {
            var verdicts = new Verdict[submissions.Count];
            for (var i = 0; i < verdicts.Length; i++)
            {
                verdicts[i] = session.Accept(submissions[i], ids);
            }

            if (audit is not null)
            {
                session.Audit(audit);
            }

            return verdicts;
        }, ct);

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            $"SELECT {EventColumns} FROM events e WHERE e.id = $id AND ($source IS NULL OR e.source = $source) ORDER BY e.seq LIMIT 20",
            ("$id", id), ("$source", source));
        return Task.FromResult<IReadOnlyList<StoredEvent>>(Read(command, Event));
    }

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {EventColumns} FROM events e WHERE e.seq = $seq", ("$seq", seq));
        return Task.FromResult(Read(command, Event).FirstOrDefault());
    }

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct)
    {
        using var connection = database.OpenReader();

        // The literal makes the partial index of the feed usable: a bound value would not.
        var filter = direction switch
        {
            EventDirection.Out => "AND e.direction = 1",
            EventDirection.In => "AND e.direction = 0",
            _ => "",
        };
        using var command = Command(connection,
            $"SELECT {EventColumns} FROM events e WHERE e.seq > $after {filter} ORDER BY e.seq LIMIT $limit",
            ("$after", after), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<StoredEvent>>(Read(command, Event));
    }
}
