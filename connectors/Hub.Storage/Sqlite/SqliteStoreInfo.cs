using System.Globalization;
using Hub.Core.Stores;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteStoreInfo(SqliteDatabase database, SqliteWriter writer, TimeProvider clock) : IStoreInfo
{
    public Task CheckWritableAsync(CancellationToken ct)
    {
        writer.CheckHealth();
        var now = SqliteTime.Of(clock.GetUtcNow());
        return writer.RunAsync(
            session =>
            {
                session.Statement("INSERT INTO writable_mark (only, at) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET at = excluded.at")
                    .Bind(1, now).Run();
            }, ct);
    }

    public Task<TimeSpan?> ClockLeadAsync(CancellationToken ct) => Task.FromResult<TimeSpan?>(null);

    public Task<DateTimeOffset?> LatestAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT MAX(e.received_at) FROM (SELECT x.received_at FROM events x ORDER BY x.seq DESC LIMIT 1000) e");
        return Task.FromResult(SqliteTime.To(Scalar(command) as long?));
    }

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["engine"] = "sqlite",
            ["engine-version"] = connection.ServerVersion,
            ["schema-version"] = Number(connection, "SELECT MAX(number) FROM migrations"),
            ["events"] = Number(connection, "SELECT COUNT(*) FROM events"),
            ["dossiers"] = Number(connection, "SELECT COUNT(*) FROM dossiers"),
            ["envelopes-waiting"] = Number(connection, "SELECT COALESCE(SUM(depth), 0) - COALESCE(SUM(held), 0) FROM strands"),
            ["envelopes-dead"] = Number(connection, "SELECT COUNT(*) FROM envelopes WHERE state = 1"),
            ["bytes"] = Length(database.Path),
            ["bytes-log"] = Length(database.Path + "-wal"),
        });
    }

    private static string Number(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return ((long)Scalar(command)!).ToString(CultureInfo.InvariantCulture);
    }

    private static string Length(string path) =>
        (File.Exists(path) ? new FileInfo(path).Length : 0).ToString(CultureInfo.InvariantCulture);
}
