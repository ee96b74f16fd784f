using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteSubscriptions(SqliteDatabase database, SqliteWriter writer) : ISubscriptions
{
    private const string Columns = "id, url, types, secrets, active, created_at";

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM subscriptions ORDER BY created_at, id");
        return Task.FromResult<IReadOnlyList<Subscription>>(Read(command, Row));
    }

    public Task<Subscription?> FindAsync(string id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {Columns} FROM subscriptions WHERE id = $id", ("$id", id));
        return Task.FromResult(Read(command, Row).FirstOrDefault());
    }

    public Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            session.Statement("INSERT OR REPLACE INTO subscriptions (id, url, types, secrets, active, created_at) VALUES (?,?,?,?,?,?)")
                .Bind(1, subscription.Id).Bind(2, subscription.Url.OriginalString).Bind(3, JsonSerializer.Serialize(subscription.Types))
                .Bind(4, JsonSerializer.Serialize(subscription.Secrets)).Bind(5, subscription.IsActive ? 1 : 0)
                .Bind(6, SqliteTime.Of(subscription.CreatedAt)).Run();
            session.Ask(subscription.Id, subscription.IsActive ? subscription.Types : []);
            session.Audit(audit);
        }, ct);

    public Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var done = session.Statement("DELETE FROM subscriptions WHERE id = ?").Bind(1, id).Run() == 1;
            if (done)
            {
                session.Ask(id, []);
                session.Audit(audit);
            }

            return done;
        }, ct);

    private static Subscription Row(SqliteDataReader r) => new(
        r.GetString(0), new Uri(r.GetString(1), UriKind.RelativeOrAbsolute), JsonSerializer.Deserialize<string[]>(r.GetString(2))!,
        JsonSerializer.Deserialize<string[]>(r.GetString(3))!, r.GetInt32(4) != 0, SqliteTime.To(r.GetInt64(5)));
}
