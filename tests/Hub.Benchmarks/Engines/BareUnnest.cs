using System.Threading.Channels;
using Npgsql;

namespace Hub.Benchmarks.Engines;

/// <summary>The plainest durable group insert into PostgreSQL: one table, one writer, one <c>unnest</c> statement for all that wait, up to 512.</summary>
internal sealed class BareUnnest : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly Channel<(byte[] Body, TaskCompletionSource Done)> _waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly Task _writer;

    public BareUnnest(string connectionString)
    {
        _database = NpgsqlDataSource.Create(connectionString);
        using (var create = _database.CreateCommand("DROP TABLE IF EXISTS bare_event; CREATE TABLE bare_event (seq bigserial PRIMARY KEY, body bytea NOT NULL)"))
        {
            create.ExecuteNonQuery();
        }

        _writer = Task.Run(WriteAsync);
    }

    public Task InsertAsync(byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((body, done));
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writer;
        await _database.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO bare_event (body) SELECT unnest($1)", connection);
        var bodies = insert.Parameters.Add(new NpgsqlParameter<byte[][]>());
        var group = new List<byte[]>(512);
        var waiting = new List<TaskCompletionSource>(512);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < 512 && _waiting.Reader.TryRead(out var item))
            {
                group.Add(item.Body);
                waiting.Add(item.Done);
            }

            bodies.Value = group.ToArray();
            if (!insert.IsPrepared)
            {
                await insert.PrepareAsync();
            }

            await insert.ExecuteNonQueryAsync();
            waiting.ForEach(done => done.SetResult());
            group.Clear();
            waiting.Clear();
        }
    }
}
