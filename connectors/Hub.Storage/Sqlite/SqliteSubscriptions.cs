using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteSubscriptions(SqliteDatabase database, SqliteWriter writer, EnvelopeIds ids) : ISubscriptions
{
    private const string Columns = "id, url, types, secrets, active, created_at, owner";

    /// <summary>Of an envelope whose lane goes to subscriptions, as the index has it.</summary>
    private const string Subscriber = $"v.lane = '{LaneNames.Outgoing}' AND substr(v.key, 1, instr(v.key, '|') - 1)";

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM subscriptions ORDER BY created_at, id");
        return Task.FromResult<IReadOnlyList<Subscription>>(Read(command, Row));
    }

    public Task<Subscription?> FindAsync(string id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        return Task.FromResult(Find(connection, id));
    }

    public Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session => Write(session, subscription, audit), ct);

    public Task<bool> ReplaceAsync(Subscription was, Subscription now, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var stands = Find(session.Connection, was.Id) is { } there && there.IsSame(was);
            if (stands)
            {
                Write(session, now, audit);
            }

            return stands;
        }, ct);

    public Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session => Remove(session, id, audit), ct);

    public Task<bool> RemoveAsync(Subscription was, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session => Find(session.Connection, was.Id) is { } there && there.IsSame(was) && Remove(session, was.Id, audit), ct);

    public Task<IReadOnlyList<EnvelopeRecord>> DeliveriesAsync(string id, Period period, long? before, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(
            connection,
            $"""
            SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq
            WHERE {Subscriber} = $id AND v.created_at >= $from AND v.created_at < $until
                {(before is null ? "" : "AND (v.created_at, v.seq) < ((SELECT b.created_at FROM envelopes b WHERE b.seq = $before), $before)")}
            ORDER BY v.created_at DESC, v.seq DESC LIMIT $limit
            """,
            ("$id", id), ("$from", SqliteTime.Of(period.From) ?? long.MinValue), ("$until", SqliteTime.Of(period.Until) ?? long.MaxValue),
            ("$before", before ?? 0), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<EnvelopeRecord>>([.. Read(command, Envelope).Select(record => History.Add(connection, record))]);
    }

    public Task<Replay?> ReplayAsync(string id, Period period, long after, int most, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(
            session =>
            {
                if (Find(session.Connection, id) is not { IsActive: true } subscription)
                {
                    return null;
                }

                var page = ReplayPage.Of(Told(session.Connection, period, after), subscription, most);
                var own = new HashSet<string>(StringComparer.Ordinal);
                var (queued, leftOut) = (0, 0);
                foreach (var told in page.Events)
                {
                    var key = $"{id}|{told.Subject ?? told.Id}";
                    if (!own.Contains(key) && HasStrand(session, key))
                    {
                        leftOut++;
                        continue;
                    }

                    own.Add(key);
                    session.Write(new EnvelopeDraft(ids.Next(), LaneNames.Outgoing, key, told.Type, Receiver: id), told.Seq, told.TraceParent, audit.At);
                    queued++;
                }

                session.Audit(audit with { Detail = $"{audit.Detail ?? "replay"}; {queued} sent again" });
                return new Replay(queued, leftOut, page.Last is { } last ? SqliteTime.To(last.At) : null, page.Last?.Seq);
            }, ct);

    private static List<ToldEvent> Told(SqliteConnection connection, Period period, long after)
    {
        using var command = Command(
            connection,
            """
            SELECT e.seq, e.id, e.type, e.subject, e.trace_parent, e.received_at FROM events e
            WHERE e.direction = 1 AND (e.received_at, e.seq) > ($from, $after) AND e.received_at < $until
            ORDER BY e.received_at, e.seq LIMIT $limit
            """,
            ("$from", SqliteTime.Of(period.From) ?? long.MinValue), ("$after", after), ("$until", SqliteTime.Of(period.Until) ?? long.MaxValue), ("$limit", ReplayPage.Look));
        return Read(command, r => new ToldEvent(r.GetInt64(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetInt64(5)));
    }

    private static bool HasStrand(SqliteSession session, string key)
    {
        var select = session.Statement("SELECT 1 FROM strands WHERE lane = ? AND key = ?").Bind(1, LaneNames.Outgoing).Bind(2, key);
        var found = select.Step();
        select.Reset();
        return found;
    }

    private static void Write(SqliteSession session, Subscription subscription, AuditEntry audit)
    {
        session.Statement("INSERT OR REPLACE INTO subscriptions (id, url, types, secrets, active, created_at, owner) VALUES (?,?,?,?,?,?,?)")
            .Bind(1, subscription.Id).Bind(2, subscription.Url.OriginalString).Bind(3, JsonSerializer.Serialize(subscription.Types))
            .Bind(4, JsonSerializer.Serialize(subscription.Secrets)).Bind(5, subscription.IsActive ? 1 : 0)
            .Bind(6, SqliteTime.Of(subscription.CreatedAt)).Bind(7, subscription.Owner).Run();
        session.Ask(subscription.Id, subscription.IsActive ? subscription.Types : []);
        session.Audit(audit);
    }

    private static bool Remove(SqliteSession session, string id, AuditEntry audit)
    {
        var done = session.Statement("DELETE FROM subscriptions WHERE id = ?").Bind(1, id).Run() == 1;
        if (done)
        {
            session.Ask(id, []);
            session.Audit(audit);
        }

        return done;
    }

    private static Subscription? Find(SqliteConnection connection, string id)
    {
        using var command = Command(connection, $"SELECT {Columns} FROM subscriptions WHERE id = $id", ("$id", id));
        return Read(command, Row).FirstOrDefault();
    }

    private static Subscription Row(SqliteDataReader r) => new(
        r.GetString(0), new Uri(r.GetString(1), UriKind.RelativeOrAbsolute), JsonSerializer.Deserialize<string[]>(r.GetString(2))!,
        JsonSerializer.Deserialize<string[]>(r.GetString(3))!, r.GetInt32(4) != 0, SqliteTime.To(r.GetInt64(5)), r.IsDBNull(6) ? null : r.GetString(6));
}
