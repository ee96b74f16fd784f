using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Hub.Benchmarks;

/// <summary>The plainest durable group commit: one table, one writer, one INSERT an event, WAL and <c>synchronous=FULL</c> as the hub has them.</summary>
internal sealed class BareGroupInsert : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Channel<(byte[] Body, TaskCompletionSource Done)> _waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly Task _writer;

    public BareGroupInsert(string path)
    {
        _connection = Open(path);
        _writer = Task.Run(WriteAsync);
    }

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        return connection;
    }

    public static void Insert(SqliteConnection connection, byte[] body)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO event (body) VALUES ($body)";
        command.Parameters.AddWithValue("$body", body);
        command.ExecuteNonQuery();
    }

    public Task InsertAsync(byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((body, done));
        return done.Task;
    }

    public void Dispose()
    {
        _waiting.Writer.Complete();
        _writer.Wait();
        _connection.Dispose();
    }

    private async Task WriteAsync()
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (body) VALUES ($body)";
        var parameter = insert.Parameters.Add("$body", SqliteType.Blob);
        insert.Prepare();
        var group = new List<TaskCompletionSource>(512);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            using (var transaction = _connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                while (group.Count < 512 && _waiting.Reader.TryRead(out var item))
                {
                    parameter.Value = item.Body;
                    insert.ExecuteNonQuery();
                    group.Add(item.Done);
                }

                transaction.Commit();
            }

            group.ForEach(done => done.SetResult());
            group.Clear();
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
