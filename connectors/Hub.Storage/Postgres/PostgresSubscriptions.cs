using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresSubscriptions(PostgresRunner runner) : ISubscriptions
{
    private const string Columns = "id, url, types, secrets, active, created_at";

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyList<Subscription>>(async (session, stop) =>
        await session.Statement($"SELECT {Columns} FROM subscriptions ORDER BY created_at, id").ReadAsync(Row, stop), ct);

    public Task<Subscription?> FindAsync(string id, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement($"SELECT {Columns} FROM subscriptions WHERE id = $1").Text(id).ReadAsync(Row, stop)).FirstOrDefault(), ct);

    public Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync((session, stop) =>
    {
        session.Audit(audit);
        Ask(session, subscription.Id, subscription.IsActive ? subscription.Types : []);
        return session.Statement($"""
            INSERT INTO subscriptions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET url = excluded.url, types = excluded.types, secrets = excluded.secrets, active = excluded.active,
                created_at = excluded.created_at
            """)
            .Text(subscription.Id).Text(subscription.Url.OriginalString).Text(JsonSerializer.Serialize(subscription.Types))
            .Text(JsonSerializer.Serialize(subscription.Secrets)).Flag(subscription.IsActive).Time(subscription.CreatedAt).RunAsync(stop);
    }, ct);

    public Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var done = await session.Statement("DELETE FROM subscriptions WHERE id = $1").Text(id).RunAsync(stop) == 1;
        if (done)
        {
            Ask(session, id, []);
            session.Audit(audit);
        }

        return done;
    }, ct);

    // What each asks for, by type, as every outgoing event looks it up.
    private static void Ask(PostgresSession session, string subscription, IReadOnlyList<string> types)
    {
        session.Last.Add("DELETE FROM subscription_types WHERE subscription = $1").Text(subscription);
        session.Last.Add("INSERT INTO subscription_types (type, subscription) SELECT DISTINCT t.type, $1 FROM unnest($2::text[]) AS t (type)").Text(subscription).Texts([.. types]);
    }

    private static Subscription Row(NpgsqlDataReader r) => new(
        r.Str(0), new Uri(r.Str(1), UriKind.RelativeOrAbsolute), JsonSerializer.Deserialize<string[]>(r.Str(2))!,
        JsonSerializer.Deserialize<string[]>(r.Str(3))!, r.GetInt32(4) != 0, PostgresTime.To(r.GetInt64(5)));
}
