using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;
using Hub.Core.Trust;
using Npgsql;
using static Hub.Storage.Postgres.PostgresRows;

namespace Hub.Storage.Postgres;

internal sealed class PostgresSubscriptions(PostgresRunner runner, EnvelopeIds ids) : ISubscriptions
{
    private const string Columns = "id, url, types, secrets, active, created_at, owner";

    /// <summary>Of an envelope whose lane goes to subscriptions, as the index has it.</summary>
    private const string Subscriber = $"v.lane = '{LaneNames.Outgoing}' AND split_part(v.key, '|', 1)";

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyList<Subscription>>(async (session, stop) =>
        await session.Statement($"SELECT {Columns} FROM subscriptions ORDER BY created_at, id").ReadAsync(Row, stop), ct);

    public Task<Subscription?> FindAsync(string id, CancellationToken ct) => runner.ReadAsync((session, stop) => FindAsync(session, id, stop), ct);

    public Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync((session, stop) => WriteAsync(session, subscription, audit, stop), ct);

    // Whoever changes a subscription holds the gate, so what was read stands until the commit.
    public Task<bool> ReplaceAsync(Subscription was, Subscription now, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var stands = await FindAsync(session, was.Id, stop) is { } there && there.IsSame(was);
        if (stands)
        {
            await WriteAsync(session, now, audit, stop);
        }

        return stands;
    }, ct);

    public Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct) =>
        runner.RunUnderGateAsync((session, stop) => RemoveAsync(session, id, audit, stop), ct);

    public Task<bool> RemoveAsync(Subscription was, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
        await FindAsync(session, was.Id, stop) is { } there && there.IsSame(was) && await RemoveAsync(session, was.Id, audit, stop), ct);

    public Task<IReadOnlyList<EnvelopeRecord>> DeliveriesAsync(string id, Period period, long? before, int limit, CancellationToken ct) =>
        runner.ReadAsync<IReadOnlyList<EnvelopeRecord>>(async (session, stop) =>
        {
            var records = await session.Statement($"""
                SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq
                WHERE {Subscriber} = $1 AND v.created_at >= $2 AND v.created_at < $3
                    AND (v.created_at, v.seq) < (CASE WHEN $4 = 0 THEN 9223372036854775807 ELSE (SELECT b.created_at FROM envelopes b WHERE b.seq = $4) END, $4)
                ORDER BY v.created_at DESC, v.seq DESC LIMIT $5
                """).Text(id).Long(From(period)).Long(Until(period)).Long(before ?? 0).Int(limit).ReadAsync(Envelope, stop);
            for (var i = 0; i < records.Count; i++)
            {
                records[i] = await session.AddHistoryAsync(records[i], stop);
            }

            return records;
        }, ct);

    public Task<Replay?> ReplayAsync(string id, Period period, long after, int most, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync<Replay?>(async (session, stop) =>
    {
        if (await FindAsync(session, id, stop) is not { IsActive: true } subscription)
        {
            return null;
        }

        var found = await session.Statement("""
            SELECT e.seq, e.id, e.type, e.subject, e.trace_parent, e.received_at FROM events e
            WHERE e.direction = 1 AND (e.received_at, e.seq) > ($1, $2) AND e.received_at < $3
            ORDER BY e.received_at, e.seq LIMIT $4
            """).Long(From(period)).Long(after).Long(Until(period)).Int(ReplayPage.Look)
            .ReadAsync(r => new ToldEvent(r.GetInt64(0), r.Str(1), r.Str(2), r.Text(3), r.Text(4), r.GetInt64(5)), stop);
        var page = ReplayPage.Of(found, subscription, most);
        HashSet<string> waiting = [.. await session.Statement("SELECT s.key FROM strands s WHERE s.lane = $1 AND s.key = ANY ($2::text[])")
            .Text(LaneNames.Outgoing).Texts([.. page.Events.Select(Key).Distinct(StringComparer.Ordinal)]).ReadAsync(r => r.Str(0), stop)];
        var again = page.Events.Where(told => !waiting.Contains(Key(told))).ToList();
        var rows = new EnvelopeRows();
        foreach (var told in again)
        {
            rows.Add(new EnvelopeDraft(ids.Next(), LaneNames.Outgoing, Key(told), told.Type, Receiver: id), session.Gate.NextEnvelope(), told.Seq, told.TraceParent, audit.At);
        }

        rows.Write(session, session.Last);
        session.Audit(audit with { Detail = $"{audit.Detail ?? "replay"}; {again.Count} sent again" });
        return new Replay(again.Count, page.Events.Count - again.Count, page.Last is { } last ? PostgresTime.To(last.At) : null, page.Last?.Seq);

        string Key(ToldEvent told) => $"{id}|{told.Subject ?? told.Id}";
    }, ct);

    private static long From(Period period) => period.From is { } from ? PostgresTime.Of(from) : long.MinValue;

    private static long Until(Period period) => period.Until is { } until ? PostgresTime.Of(until) : long.MaxValue;

    private static async Task<Subscription?> FindAsync(PostgresSession session, string id, CancellationToken ct) =>
        (await session.Statement($"SELECT {Columns} FROM subscriptions WHERE id = $1").Text(id).ReadAsync(Row, ct)).FirstOrDefault();

    private static Task<int> WriteAsync(PostgresSession session, Subscription subscription, AuditEntry audit, CancellationToken ct)
    {
        session.Audit(audit);
        Ask(session, subscription.Id, subscription.IsActive ? subscription.Types : []);
        return session.Statement($"""
            INSERT INTO subscriptions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE SET url = excluded.url, types = excluded.types, secrets = excluded.secrets, active = excluded.active,
                created_at = excluded.created_at, owner = excluded.owner
            """)
            .Text(subscription.Id).Text(subscription.Url.OriginalString).Text(JsonSerializer.Serialize(subscription.Types))
            .Text(JsonSerializer.Serialize(subscription.Secrets)).Flag(subscription.IsActive).Time(subscription.CreatedAt).Text(subscription.Owner).RunAsync(ct);
    }

    private static async Task<bool> RemoveAsync(PostgresSession session, string id, AuditEntry audit, CancellationToken ct)
    {
        var done = await session.Statement("DELETE FROM subscriptions WHERE id = $1").Text(id).RunAsync(ct) == 1;
        if (done)
        {
            Ask(session, id, []);
            session.Audit(audit);
        }

        return done;
    }

    // What each asks for, by type, as every outgoing event looks it up.
    private static void Ask(PostgresSession session, string subscription, IReadOnlyList<string> types)
    {
        session.Last.Add("DELETE FROM subscription_types WHERE subscription = $1").Text(subscription);
        session.Last.Add("INSERT INTO subscription_types (type, subscription) SELECT DISTINCT t.type, $1 FROM unnest($2::text[]) AS t (type)").Text(subscription).Texts([.. types]);
    }

    private static Subscription Row(NpgsqlDataReader r) => new(
        r.Str(0), new Uri(r.Str(1), UriKind.RelativeOrAbsolute), JsonSerializer.Deserialize<string[]>(r.Str(2))!,
        JsonSerializer.Deserialize<string[]>(r.Str(3))!, r.GetInt32(4) != 0, PostgresTime.To(r.GetInt64(5)), r.Text(6));
}
