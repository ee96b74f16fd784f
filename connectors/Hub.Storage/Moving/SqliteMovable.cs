using System.Text;
using Hub.Storage.Modules;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Moving;

/// <summary>An embedded store under its lock file.</summary>
internal sealed class SqliteMovable : IMovable
{
    private const int PageRows = 1000;
    private const int PageBytes = 4 * 1024 * 1024;
    private const int PagesBetweenCheckpoints = 50;
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private int _pages;

    private SqliteMovable(SqliteDatabase database, string folder)
    {
        _database = database;
        _connection = database.OpenWriter();
        Identity = "sqlite:" + folder;
    }

    public string Identity { get; }

    /// <exception cref="StoreInUseException">A hub runs on the folder.</exception>
    public static SqliteMovable Open(string folder, StoreModules modules, bool isSource)
    {
        if (isSource && !File.Exists(Path.Combine(folder, "hub.db")))
        {
            throw new MoveRefusedException($"Không có kho nào trong '{folder}'. / There is no store in '{folder}'.");
        }

        return new SqliteMovable(SqliteDatabase.OpenUnserved(folder, modules), folder);
    }

    public Task<MoveMark?> MarkAsync(CancellationToken ct)
    {
        var select = Statement("SELECT source, state FROM move");
        var mark = select.Step() ? MoveMark.Read(select.Text(0), select.Text(1)) : null;
        select.Reset();
        return Task.FromResult(mark);
    }

    public Task<IReadOnlyList<MovedColumn>> ColumnsAsync(MovedTable table, CancellationToken ct)
    {
        var select = Statement("SELECT name, type FROM pragma_table_info(?) ORDER BY name").Bind(1, table.Name);
        var columns = new List<MovedColumn>();
        while (select.Step())
        {
            columns.Add(new MovedColumn(select.Text(0), select.Text(1) switch
            {
                "INTEGER" => MovedKind.Number,
                "REAL" => MovedKind.Real,
                "TEXT" => MovedKind.Text,
                "BLOB" => MovedKind.Bytes,
                var other => throw new InvalidOperationException($"Unknown type '{other}'."),
            }));
        }

        select.Reset();
        return Task.FromResult<IReadOnlyList<MovedColumn>>(columns);
    }

    public Task<long> CountAsync(MovedTable table, CancellationToken ct) => Task.FromResult(Number($"SELECT COUNT(*) FROM \"{table.Name}\""));

    public async Task<MovePlace> ReachedAsync(MovedTable table, CancellationToken ct)
    {
        var rows = await CountAsync(table, ct);
        if (table.Key.Length == 0 || rows == 0)
        {
            return new MovePlace(rows, null);
        }

        var kinds = (await ColumnsAsync(table, ct)).ToDictionary(column => column.Name, column => column.Kind);
        MovedColumn[] key = [.. table.Key.Select(name => new MovedColumn(name, kinds[name]))];
        var select = Statement($"SELECT {Columns(key)} FROM \"{table.Name}\" ORDER BY {string.Join(", ", table.Key.Select(name => $"\"{name}\" DESC"))} LIMIT 1");
        select.Step();
        var last = Row(select, key, out _);
        select.Reset();
        return new MovePlace(rows, [.. last.Select(value => value!)]);
    }

    public Task<IReadOnlyList<object?[]>> ReadAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, MovePlace after, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var names = string.Join(", ", table.Key.Select(name => $"\"{name}\""));
        var select = table.Key.Length == 0
            ? Statement($"SELECT {Columns(columns)} FROM \"{table.Name}\" ORDER BY rowid LIMIT {PageRows} OFFSET ?").Bind(1, after.Rows)
            : after.Key is null
                ? Statement($"SELECT {Columns(columns)} FROM \"{table.Name}\" ORDER BY {names} LIMIT {PageRows}")
                : Statement($"SELECT {Columns(columns)} FROM \"{table.Name}\" WHERE ({names}) > ({string.Join(", ", table.Key.Select(_ => "?"))}) ORDER BY {names} LIMIT {PageRows}");
        for (var i = 0; i < (after.Key?.Length ?? 0); i++)
        {
            Bind(select, i + 1, after.Key![i]);
        }

        var rows = new List<object?[]>();
        for (var bytes = 0; bytes < PageBytes && select.Step();)
        {
            rows.Add(Row(select, columns, out var size));
            bytes += size;
        }

        select.Reset();
        return Task.FromResult<IReadOnlyList<object?[]>>(rows);
    }

    public Task<MoveCounters> CountersAsync(CancellationToken ct) => Task.FromResult(new MoveCounters(
        Number("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'events'"), Number("SELECT COALESCE(MAX(seq), 0) FROM envelopes")));

    public Task BeginAsync(string source, DateTimeOffset now, CancellationToken ct)
    {
        Statement("INSERT INTO move (only, source, state, changed_at) VALUES (1, ?, 'copying', ?)").Bind(1, source).Bind(2, SqliteTime.Of(now)).Run();
        return Task.CompletedTask;
    }

    public Task WriteAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        var insert = Statement($"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})
            """);
        InTransaction(() =>
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    Bind(insert, i + 1, row[i]);
                }

                insert.Run();
            }
        });
        if (++_pages % PagesBetweenCheckpoints == 0)
        {
            SqliteDatabase.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return Task.CompletedTask;
    }

    // Leases need no more: whoever opens the folder to serve it takes them back before all else.
    public Task CompleteAsync(MoveCounters counters, DateTimeOffset now, CancellationToken ct)
    {
        InTransaction(() =>
        {
            if (Statement("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = 'events'").Bind(1, counters.Events).Run() == 0)
            {
                Statement("INSERT INTO sqlite_sequence (name, seq) VALUES ('events', ?)").Bind(1, counters.Events).Run();
            }

            Statement("UPDATE move SET state = 'complete', changed_at = ?").Bind(1, SqliteTime.Of(now)).Run();
        });
        SqliteDatabase.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return Task.CompletedTask;
    }

    public Task LeaveAsync(string target, DateTimeOffset now, CancellationToken ct)
    {
        Statement("INSERT OR REPLACE INTO move (only, source, state, changed_at) VALUES (1, ?, 'moved', ?)").Bind(1, target).Bind(2, SqliteTime.Of(now)).Run();
        return Task.CompletedTask;
    }

    public Task ReopenAsync(CancellationToken ct)
    {
        Statement("DELETE FROM move WHERE state = 'moved'").Run();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    // Texts as bytes: what is no valid text must neither be cut short nor stop the move.
    private static string Columns(IReadOnlyList<MovedColumn> columns) =>
        string.Join(", ", columns.Select(column => column.Kind == MovedKind.Text ? $"CAST(\"{column.Name}\" AS BLOB)" : $"\"{column.Name}\""));

    private static object?[] Row(SqliteStatement select, IReadOnlyList<MovedColumn> columns, out int size)
    {
        size = 0;
        var row = new object?[columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = select.IsNull(i) ? null : columns[i].Kind switch
            {
                MovedKind.Number => select.Long(i),
                MovedKind.Real => select.Double(i),
                MovedKind.Text => Encoding.UTF8.GetString(select.Bytes(i)),
                _ => select.Bytes(i),
            };
            size += row[i] switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 8 };
        }

        return row;
    }

    private static void Bind(SqliteStatement statement, int index, object? value) => _ = value switch
    {
        null => statement.BindNull(index),
        long number => statement.Bind(index, number),
        double real => statement.Bind(index, real),
        string text => statement.Bind(index, text),
        _ => statement.Bind(index, ((byte[])value).AsSpan()),
    };

    private void InTransaction(Action work)
    {
        Statement("BEGIN IMMEDIATE").Run();
        try
        {
            work();
            Statement("COMMIT").Run();
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                Statement("ROLLBACK").Run();
            }

            throw;
        }
    }

    private long Number(string sql)
    {
        var select = Statement(sql);
        select.Step();
        var number = select.Long(0);
        select.Reset();
        return number;
    }

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }
}
