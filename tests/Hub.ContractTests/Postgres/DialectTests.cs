using Hub.ContractTests.Sqlite;
using Hub.Core.Inbox;
using Hub.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>Both dialects have the same migrations, tables and columns, but for what one of them alone needs.</summary>
public sealed class DialectTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> OnlyInPostgres = new(StringComparer.Ordinal)
    {
        ["event_ids.id"] = "a table cut by month has no unique index over all months",
        ["event_ids.source"] = "as event_ids.id",
        ["event_ids.seq"] = "as event_ids.id",
        ["event_ids.digest"] = "a repeat is judged without looking into the months",
        ["gate.only"] = "the one row that writers pass one after the other; in SQLite there is one writer",
        ["gate.event_seq"] = "the last number handed out; SQLite keeps it in sqlite_sequence",
        ["gate.envelope_seq"] = "as gate.event_seq",
        ["body_edits.edit"] = "the order of edits, which SQLite tells by rowid",
    };

    private SqliteFixture _sqlite = null!;
    private PostgresFixture _postgres = null!;

    public async Task InitializeAsync()
    {
        (_sqlite, _postgres) = (new SqliteFixture(), new PostgresFixture());
        (await _sqlite.CreateAsync()).GetRequiredService<IInbox>();
        (await _postgres.CreateAsync()).GetRequiredService<PostgresDatabase>();
    }

    public async Task DisposeAsync()
    {
        await _sqlite.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Both_have_the_same_migrations()
    {
        const string migrations = "SELECT number || ' ' || name FROM migrations ORDER BY number";

        Assert.Equal(await SqliteAsync(migrations), await _postgres.ReadAsync(migrations));
    }

    [Fact]
    public async Task Both_have_the_same_tables_and_columns_of_the_same_kind()
    {
        var sqlite = await SqliteAsync("""
            SELECT t.name || '.' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'number' WHEN 'REAL' THEN 'real' WHEN 'BLOB' THEN 'bytes' ELSE 'text' END
                || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END
            FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
            """);
        var postgres = await _postgres.ReadAsync($"""
            SELECT c.table_name || '.' || c.column_name || ' '
                || CASE WHEN c.data_type IN ('bigint', 'integer') THEN 'number' WHEN c.data_type = 'double precision' THEN 'real' WHEN c.data_type = 'bytea' THEN 'bytes' ELSE 'text' END
                || CASE WHEN c.is_nullable = 'NO' THEN ' not null' ELSE '' END
            FROM information_schema.columns c JOIN pg_class t ON t.oid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass
            WHERE c.table_schema = '{_postgres.Schema}' AND NOT t.relispartition
            """);

        Assert.Equal(OnlyInPostgres.Keys.Order(StringComparer.Ordinal), postgres.Except(sqlite).Select(column => column.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Empty(sqlite.Except(postgres));
    }

    private async Task<List<string>> SqliteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_sqlite.Folder, "hub.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
