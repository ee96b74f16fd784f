using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Statements that travel together: one way there, one way back. Outside a transaction they are one; each sees what was committed when it
/// began, so what a former one locked is read by a later one as it stands.
/// </summary>
public sealed class PostgresBatch
{
    private readonly NpgsqlConnection _connection;
    private readonly Action<int> _changed;
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private int _locks;

    internal PostgresBatch(NpgsqlConnection connection, Action<int> changed) => (_connection, _changed) = (connection, changed);

    internal int Count => _commands.Count;

    /// <param name="sql">A constant of this assembly; values travel as parameters.</param>
    public PostgresStatement Add(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        _commands.Add(command);
        return new PostgresStatement(this, command);
    }

    /// <summary>A statement that is run for what it locks; the rows that it returns tell nothing.</summary>
    public PostgresStatement Lock(string sql)
    {
        _locks++;
        return Add(sql);
    }

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var batch = Make();
        await using (batch)
        {
            var rows = Math.Max(0, await batch.ExecuteNonQueryAsync(ct));
            _changed(rows);
            return rows;
        }
    }

    /// <summary>Reads what the last statement returns; those before it only lock, or return nothing.</summary>
    public Task<List<T>> ReadLastAsync<T>(Func<NpgsqlDataReader, T> row, CancellationToken ct) =>
        ReadAsync(async reader =>
        {
            for (var i = 0; i < _locks; i++)
            {
                await reader.NextResultAsync(CancellationToken.None);
            }

            List<T> rows = [];
            do
            {
                rows = await reader.RowsAsync(row);
            }
            while (await reader.NextResultAsync(CancellationToken.None));
            return rows;
        }, ct);

    /// <summary>Runs the batch and reads its results by hand. A statement that returns no columns has no result of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<NpgsqlDataReader, Task<T>> read, CancellationToken ct)
    {
        var batch = Make();
        await using (batch)
        {
            var reader = await batch.ExecuteReaderAsync(ct);
            await using (reader)
            {
                var result = await read(reader);

                // A later statement's refusal is only told when its turn has come.
                while (await reader.NextResultAsync(CancellationToken.None))
                {
                }

                _changed(Math.Max(0, reader.RecordsAffected));
                return result;
            }
        }
    }

    private NpgsqlBatch Make()
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var command in _commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
