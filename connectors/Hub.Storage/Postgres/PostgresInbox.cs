using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using static Hub.Storage.Postgres.PostgresRows;

namespace Hub.Storage.Postgres;

internal sealed class PostgresInbox(PostgresRunner runner, PostgresIntake intake) : IInbox
{
    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct) =>
        intake.AcceptAsync(submissions, audit, ct);

    public async Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) =>
        await runner.ReadAsync((session, stop) => session.Statement($"""
            SELECT {EventColumns} FROM (SELECT i.seq FROM event_ids i WHERE i.id = $1 AND ($2::text IS NULL OR i.source = $2) ORDER BY i.seq LIMIT 20) f
            CROSS JOIN LATERAL (SELECT * FROM events x WHERE x.seq = f.seq LIMIT 1) e ORDER BY e.seq
            """).Text(id).Text(source).ReadAsync(Event, stop), ct);

    public async Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) =>
        (await runner.ReadAsync((session, stop) => session.Statement($"SELECT {EventColumns} FROM events e WHERE e.seq = $1").Long(seq).ReadAsync(Event, stop), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct)
    {
        // The literal makes the partial index of the feed usable: a value would not.
        var filter = direction switch
        {
            EventDirection.Out => "AND e.direction = 1",
            EventDirection.In => "AND e.direction = 0",
            _ => "",
        };
        return await runner.ReadAsync(
            (session, stop) => session.Statement($"SELECT {EventColumns} FROM events e WHERE e.seq > $1 {filter} ORDER BY e.seq LIMIT $2")
                .Long(after).Int(limit).ReadAsync(Event, stop), ct);
    }
}
