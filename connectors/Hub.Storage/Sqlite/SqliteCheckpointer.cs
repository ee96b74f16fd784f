using Hub.Core.Steps;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, which goes on committing meanwhile. Only when the log has grown
/// long does the writer itself pause, between two groups, for the little that is left, so that the log starts anew.
/// </summary>
internal sealed class SqliteCheckpointer(SqliteDatabase database, SqliteWriter writer, TimeProvider clock) : IStep, IDisposable
{
    private const long RestartBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SqliteConnection _connection = database.OpenWriter();
    private long _lastLength;

    public string Name => "sqlite-checkpointer";

    public Signal Wake { get; } = new();

    public Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var log = new FileInfo(database.Path + "-wal");
        var length = log.Exists ? log.Length : 0;
        if (length != _lastLength || length >= RestartBytes)
        {
            SqliteDatabase.Execute(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
            if (length >= RestartBytes)
            {
                writer.BetweenCommits(static connection =>
                    SqliteDatabase.Execute(connection, "PRAGMA busy_timeout = 50; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 30000;"));
            }

            _lastLength = length;
        }

        return Task.FromResult<DateTimeOffset?>(clock.GetUtcNow() + Pause);
    }

    public void Dispose() => _connection.Dispose();
}
