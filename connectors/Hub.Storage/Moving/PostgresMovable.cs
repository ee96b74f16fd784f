using System.Globalization;
using Hub.Storage.Modules;
using Hub.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Storage.Moving;

/// <summary>A schema that no instance serves: its own advisory lock keeps them away, and of a source every table is locked against writing.</summary>
internal sealed class PostgresMovable : IMovable
{
    private const int PageRows = 1000;
    private const int PageBytes = 4 * 1024 * 1024;

    // Filled by this engine itself, in the order of writing.
    private const string Ordinal = "edit";
    private readonly NpgsqlConnection _connection;
    private readonly string _schema;
    private readonly StoreModules _modules;
    private readonly HashSet<int> _months = [];

    private PostgresMovable(NpgsqlConnection connection, PostgresOptions options, StoreModules modules)
    {
        _connection = connection;
        _schema = options.Schema;
        _modules = modules;
        Identity = string.Create(CultureInfo.InvariantCulture, $"postgres:{connection.Host}:{connection.Port}/{connection.Database}/{options.Schema}");
    }

    public string Identity { get; }

    /// <exception cref="MoveRefusedException">The schema is in use, or is to be read and not there.</exception>
    public static async Task<PostgresMovable> OpenAsync(PostgresOptions options, StoreModules modules, bool isSource, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = options.Schema,
            Pooling = false,
            CommandTimeout = 0,
            ApplicationName = "hub-move",
            MaxAutoPrepare = 100,
        };
        settings.Options = string.Join(
            ' ', ((string?[])[settings.Options, "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c timezone=UTC -c jit=off -c enable_seqscan=off -c enable_bitmapscan=off"]).OfType<string>());
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(ct);
            var store = new PostgresMovable(connection, options, modules);
            await store.TakeAsync(isSource, ct);
            return store;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<MoveMark?> MarkAsync(CancellationToken ct) =>
        (await ReadAsync(Command("SELECT source, state FROM move"), r => MoveMark.Read(r.GetString(0), r.GetString(1)), ct)).SingleOrDefault();

    public async Task<IReadOnlyList<MovedColumn>> ColumnsAsync(MovedTable table, CancellationToken ct) => await ReadAsync(
        Command("""
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_schema = $1 AND table_name = $2 AND NOT (table_name = 'body_edits' AND column_name = $3) ORDER BY column_name COLLATE "C"
            """, _schema, table.Name, Ordinal),
        r => new MovedColumn(r.GetString(0), r.GetString(1) switch
        {
            "integer" or "bigint" => MovedKind.Number,
            "double precision" => MovedKind.Real,
            "text" => MovedKind.Text,
            "bytea" => MovedKind.Bytes,
            var other => throw new InvalidOperationException($"Unknown type '{other}'."),
        }), ct);

    public async Task<long> CountAsync(MovedTable table, CancellationToken ct) =>
        (await ReadAsync(Command($"SELECT COUNT(*) FROM \"{table.Name}\""), r => r.GetInt64(0), ct)).Single();

    public async Task<MovePlace> ReachedAsync(MovedTable table, CancellationToken ct)
    {
        var rows = await CountAsync(table, ct);
        if (table.Key.Length == 0 || rows == 0)
        {
            return new MovePlace(rows, null);
        }

        var key = (await ColumnsAsync(table, ct)).Where(column => table.Key.Contains(column.Name))
            .OrderBy(column => Array.IndexOf(table.Key, column.Name)).ToList();
        var last = await ReadAsync(
            Command($"SELECT {Columns(key)} FROM \"{table.Name}\" ORDER BY {string.Join(", ", table.Key.Select(name => $"\"{name}\" DESC"))} LIMIT 1"),
            r => Row(r, key, out _), ct);
        return new MovePlace(rows, [.. last.Single().Select(value => value!)]);
    }

    public async Task<IReadOnlyList<object?[]>> ReadAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, MovePlace after, CancellationToken ct)
    {
        var names = string.Join(", ", table.Key.Select(name => $"\"{name}\""));
        var command = table.Key.Length == 0
            ? Command($"SELECT {Columns(columns)} FROM \"{table.Name}\" ORDER BY {Ordinal} LIMIT {PageRows} OFFSET $1", after.Rows)
            : after.Key is null
                ? Command($"SELECT {Columns(columns)} FROM \"{table.Name}\" ORDER BY {names} LIMIT {PageRows}")
                : Command(
                    $"SELECT {Columns(columns)} FROM \"{table.Name}\" WHERE ({names}) > ({string.Join(", ", table.Key.Select((_, i) => $"${i + 1}"))}) ORDER BY {names} LIMIT {PageRows}",
                    after.Key);
        var rows = new List<object?[]>();
        await using (command)
        {
            var reader = await command.ExecuteReaderAsync(ct);
            await using (reader)
            {
                for (var bytes = 0; bytes < PageBytes && await reader.ReadAsync(ct);)
                {
                    rows.Add(Row(reader, columns, out var size));
                    bytes += size;
                }
            }
        }

        return rows;
    }

    public async Task<MoveCounters> CountersAsync(CancellationToken ct) =>
        (await ReadAsync(Command("SELECT event_seq, envelope_seq FROM gate"), r => new MoveCounters(r.GetInt64(0), r.GetInt64(1)), ct)).Single();

    public Task BeginAsync(string source, DateTimeOffset now, CancellationToken ct) => RunAsync(
        ct, Command("""INSERT INTO move ("only", source, state, changed_at) VALUES (1, $1, 'copying', $2)""", source, PostgresTime.Of(now)));

    public async Task WriteAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        await EnsureMonthsAsync(table, columns, rows, ct);
        var transaction = await _connection.BeginTransactionAsync(ct);
        await using (transaction)
        {
            await CopyAsync(table.Name, columns, rows, ct);
            if (table.Name == MovedTable.Events)
            {
                MovedColumn[] identity = [.. columns.Where(column => column.Name is "id" or "source" or "seq" or "digest")];
                await CopyAsync("event_ids", identity, [.. rows.Select(row => Part(columns, row, identity))], ct);
            }

            await transaction.CommitAsync(ct);
        }
    }

    public async Task CompleteAsync(MoveCounters counters, DateTimeOffset now, CancellationToken ct)
    {
        var at = PostgresTime.Of(now);
        await EnsureAttemptMonthsAsync(ct);
        await RunAsync(ct,
        [
            Command("""
                INSERT INTO attempts (envelope_seq, try, started_at, ended_at, outcome, reason)
                SELECT s.leased, COALESCE((SELECT MAX(a.try) FROM attempts a WHERE a.envelope_seq = s.leased), 0) + 1, $1, $1, 'lost',
                    'the lease ran out before an answer was recorded'
                FROM strands s WHERE s.lease <> 0 AND s.leased <> 0
                """, at),
            Command("UPDATE envelopes SET doubtful = 1, attempts = attempts + 1 WHERE seq IN (SELECT s.leased FROM strands s WHERE s.lease <> 0 AND s.leased <> 0)"),
            Command("UPDATE strands SET lease = 0, due_at = $1 WHERE lease <> 0", at - PostgresTime.AtOnceSpan),
            Command("UPDATE timers SET lease_until = 0 WHERE lease_until <> 0"),
            Command(
                """
                UPDATE gate SET event_seq = GREATEST(event_seq, $1, (SELECT COALESCE(MAX(e.seq), 0) FROM events e)),
                    envelope_seq = GREATEST(envelope_seq, $2, (SELECT COALESCE(MAX(v.seq), 0) FROM envelopes v))
                """, counters.Events, counters.Envelopes),
            .. _modules.Tables.Where(table => table.IsNumbered).Select(table =>
                Command($"SELECT setval(pg_get_serial_sequence('{table.Name}', 'seq'), COALESCE(MAX(r.seq), 0) + 1, false) FROM {table.Name} r")),
            Command("UPDATE move SET state = 'complete', changed_at = $1", at),
        ]);
        await RunAsync(ct, Command("ANALYZE"));
    }

    // With the transaction that kept writers away from the source.
    public Task LeaveAsync(string target, DateTimeOffset now, CancellationToken ct) => RunAsync(
        ct,
        Command(
            """
            INSERT INTO move ("only", source, state, changed_at) VALUES (1, $1, 'moved', $2)
            ON CONFLICT ("only") DO UPDATE SET source = excluded.source, state = excluded.state, changed_at = excluded.changed_at
            """, target, PostgresTime.Of(now)),
        Command("COMMIT"));

    public Task ReopenAsync(CancellationToken ct) => RunAsync(ct, Command("DELETE FROM move WHERE state = 'moved'"), Command("COMMIT"));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TakeAsync(bool isSource, CancellationToken ct)
    {
        var isThere = (await ReadAsync(
            Command("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations'", _schema), _ => true, ct)).Count > 0;
        if (isSource && !isThere)
        {
            throw new MoveRefusedException($"Không có kho nào ở {Identity}. / There is no store at {Identity}.");
        }

        await RequireOwnerAsync(ct);
        if (!await PostgresTenure.TryTakeAloneAsync(_connection, _schema, ct))
        {
            throw InUse();
        }

        PostgresMigrations.Apply(_connection, _schema, _modules.PostgresMigrations);
        if (isSource)
        {
            await LockAsync(ct);
        }
    }

    // The role that runs a hub may neither make tables nor lock them, and would be refused somewhere on the way.
    private async Task RequireOwnerAsync(CancellationToken ct)
    {
        var isOwner = await ReadAsync(
            Command(
                """
                SELECT CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')
                    ELSE COALESCE((SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'migrations'),
                        has_schema_privilege(n.oid, 'CREATE')) END
                FROM (SELECT 1) one LEFT JOIN pg_namespace n ON n.nspname = $1
                """, _schema),
            r => r.GetBoolean(0), ct);
        if (!isOwner.Single())
        {
            throw new MoveRefusedException(
                $"Tài khoản này không phải chủ sở hữu của {Identity}: hãy chạy hub move bằng tài khoản chủ sở hữu, không bằng tài khoản của hub. / This role does not own {Identity}: run hub move as the owner, not as the role that runs the hub.");
        }
    }

    // Whoever lost the connection that announces it may still hold others. The audit, which nobody may change, is only written along with its seal.
    private async Task LockAsync(CancellationToken ct)
    {
        var tables = string.Join(", ", _modules.Tables.Where(table => table.Name != MovedTable.Audit).Select(table => $"\"{table.Name}\"").Append("gate"));
        try
        {
            await RunAsync(
                ct, Command("SET lock_timeout = '3s'"), Command("BEGIN ISOLATION LEVEL REPEATABLE READ"), Command($"LOCK TABLE {tables} IN SHARE MODE"));
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw InUse();
        }
    }

    private MoveRefusedException InUse() => new(
        $"Kho {Identity} đang được hub sử dụng: hãy dừng mọi hub trước. / The store {Identity} is in use: stop every hub that serves it first.");

    private async Task CopyAsync(string table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        var types = (await ReadAsync(
            Command("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2", _schema, table),
            r => (Name: r.GetString(0), IsNarrow: r.GetString(1) == "integer"), ct)).ToDictionary(type => type.Name, type => type.IsNarrow);
        bool[] narrow = [.. columns.Select(column => types[column.Name])];
        var copy = await _connection.BeginBinaryImportAsync(
            $"COPY \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)", ct);
        await using (copy)
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                for (var i = 0; i < row.Length; i++)
                {
                    await (row[i] switch
                    {
                        null => copy.WriteNullAsync(ct),
                        long number when narrow[i] => copy.WriteAsync(checked((int)number), NpgsqlDbType.Integer, ct),
                        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, ct),
                        double real => copy.WriteAsync(real, NpgsqlDbType.Double, ct),
                        string text => copy.WriteAsync(PostgresText.Storable(text), NpgsqlDbType.Text, ct),
                        var bytes => copy.WriteAsync((byte[])bytes, NpgsqlDbType.Bytea, ct),
                    });
                }
            }

            await copy.CompleteAsync(ct);
        }
    }

    private static object?[] Part(IReadOnlyList<MovedColumn> columns, object?[] row, MovedColumn[] part) =>
        [.. columns.Select((column, i) => (column, Value: row[i])).Where(pair => part.Contains(pair.column)).Select(pair => pair.Value)];

    private async Task EnsureMonthsAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        var column = table.Name switch
        {
            MovedTable.Events => "seq",
            MovedTable.Attempts => "envelope_seq",
            MovedTable.Audit => "at",
            _ => null,
        };
        if (column is null)
        {
            return;
        }

        var index = columns.Select(each => each.Name).ToList().IndexOf(column);
        foreach (var month in rows.Select(row => Month(table, (long)row[index]!)).Distinct())
        {
            await EnsureMonthAsync(month, ct);
        }
    }

    // The attempt that a freed lease leaves is its envelope's first one perhaps.
    private async Task EnsureAttemptMonthsAsync(CancellationToken ct)
    {
        var months = await ReadAsync(Command("SELECT DISTINCT (leased >> 40)::integer FROM strands WHERE lease <> 0 AND leased <> 0"), r => r.GetInt32(0), ct);
        foreach (var month in months)
        {
            await EnsureMonthAsync(month, ct);
        }
    }

    private async Task EnsureMonthAsync(int month, CancellationToken ct)
    {
        if (_months.Add(month))
        {
            await RunAsync(ct, Command("SELECT ensure_month($1)", month));
        }
    }

    private static int Month(MovedTable table, long value) => table.Name == MovedTable.Audit ? PostgresTime.MonthOf(PostgresTime.To(value)) : PostgresTime.MonthOf(value);

    private static string Columns(IReadOnlyList<MovedColumn> columns) =>
        string.Join(", ", columns.Select(column => column.Kind == MovedKind.Number ? $"\"{column.Name}\"::bigint" : $"\"{column.Name}\""));

    private static object?[] Row(NpgsqlDataReader r, IReadOnlyList<MovedColumn> columns, out int size)
    {
        size = 0;
        var row = new object?[columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = r.IsDBNull(i) ? null : columns[i].Kind switch
            {
                MovedKind.Number => r.GetInt64(i),
                MovedKind.Real => r.GetDouble(i),
                MovedKind.Text => r.Str(i),
                _ => r.GetFieldValue<byte[]>(i),
            };
            size += row[i] switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 8 };
        }

        return row;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
#pragma warning disable CA2100 // Names of tables and columns come from this assembly and the catalogue; values travel as parameters.
        var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? PostgresText.Storable(text) : value });
        }

        return command;
    }

    // Several are one transaction, where none is open.
    private async Task RunAsync(CancellationToken ct, params NpgsqlCommand[] commands)
    {
        var batch = new NpgsqlBatch(_connection);
        await using (batch)
        {
            foreach (var command in commands)
            {
                await using (command)
                {
                    var statement = new NpgsqlBatchCommand(command.CommandText);
                    foreach (var parameter in command.Parameters.ToList())
                    {
                        statement.Parameters.Add(parameter.Clone());
                    }

                    batch.BatchCommands.Add(statement);
                }
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken ct)
    {
        await using (command)
        {
            var reader = await command.ExecuteReaderAsync(ct);
            await using (reader)
            {
                return await reader.RowsAsync(row);
            }
        }
    }
}
