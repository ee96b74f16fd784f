using Hub.Core.Stores;
using Hub.Storage;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.ContractTests.Sqlite;

/// <summary>What only the embedded store promises: one process, migrations checked at start, a log that does not grow for ever.</summary>
public sealed class SqliteDatabaseTests : Contract<SqliteFixture>
{
    [Fact]
    public async Task A_second_process_is_refused_and_told_which_folder_is_in_use()
    {
        await PutAsync("k");

        var exception = Assert.Throws<StoreInUseException>(() => new SqliteDatabase(Fixture.Folder, Stores.Modules));

        Assert.Equal(Fixture.Folder, exception.DataDirectory);
        Assert.Contains(Fixture.Folder, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Thư mục dữ liệu", exception.Message, StringComparison.Ordinal);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task The_folder_is_free_again_after_a_close()
    {
        await PutAsync("k");
        await Fixture.CloseAsync();

        using var database = new SqliteDatabase(Fixture.Folder, Stores.Modules);

        Assert.True(File.Exists(database.Path));
    }

    [Fact]
    public async Task A_folder_and_a_store_that_the_hub_makes_are_its_own_accounts_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.Combine(Fixture.Folder, "made");
        using var database = new SqliteDatabase(folder, Stores.Modules);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.Path));
        using var reader = new SqliteConnection($"Data Source={database.Path};Mode=ReadOnly;Pooling=False");
        await reader.OpenAsync();
        await using var command = reader.CreateCommand();
        command.CommandText = "SELECT count(*) FROM events";
        Assert.Equal(0L, await command.ExecuteScalarAsync());
        foreach (var beside in Directory.GetFiles(folder, "hub.db-*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(beside));
        }
    }

    [Fact]
    public async Task A_missing_folder_is_made_and_every_migration_applied_in_order()
    {
        await PutAsync("k");

        var applied = await ReadAsync("SELECT number || ' ' || name || ' ' || LENGTH(digest) FROM migrations ORDER BY number");

        Assert.Equal(Enumerable.Range(1, applied.Count).Select(n => $"{n}"), applied.Select(line => line.Split(' ')[0]));
        Assert.Equal("1 001_initial.sql 64", applied[0]);
    }

    [Fact]
    public async Task A_database_from_a_newer_hub_is_refused_with_both_numbers_and_left_alone()
    {
        await PutAsync("k");
        await Fixture.CloseAsync();
        await Fixture.TamperAsync("INSERT INTO migrations (number, name, digest) VALUES (999, '999_future.sql', 'x')");

        var exception = Assert.Throws<StoreVersionException>(() => new SqliteDatabase(Fixture.Folder, Stores.Modules));

        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
        Assert.Contains("use a newer hub", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cơ sở dữ liệu", exception.Message, StringComparison.Ordinal);
        Assert.Throws<StoreVersionException>(() => new SqliteDatabase(Fixture.Folder, Stores.Modules));
    }

    [Fact]
    public async Task A_migration_applied_in_another_form_is_refused_by_name()
    {
        await PutAsync("k");
        await Fixture.CloseAsync();
        await Fixture.TamperAsync("UPDATE migrations SET digest = 'other' WHERE number = 1");

        var exception = Assert.Throws<StoreVersionException>(() => new SqliteDatabase(Fixture.Folder, Stores.Modules));

        Assert.Contains("001_initial.sql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_told_as_a_store_out_of_reach()
    {
        var folder = Path.Combine(Fixture.Folder, "taken");
        Directory.CreateDirectory(Path.Combine(folder, "hub.db"));

        Assert.Equal(StoreFault.Unreachable, Assert.Throws<StoreUnavailableException>(() => new SqliteDatabase(folder, Stores.Modules)).Fault);
    }

    [Fact]
    public async Task Commits_are_synced_to_the_disk_through_a_log()
    {
        await PutAsync("k");
        await Fixture.CloseAsync();
        using var database = new SqliteDatabase(Fixture.Folder, Stores.Modules);

        Assert.Equal(["wal"], await ReadAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task The_checkpointer_moves_the_log_into_the_database_while_the_hub_writes_on()
    {
        var step = Port<Core.Steps.IStep>();
        var info = Port<IStoreInfo>();
        await Inbox.AcceptAsync([.. Enumerable.Range(0, 200).Select(i => About($"k-{i}"))], null, Ct);
        var before = long.Parse((await info.DescribeAsync(Ct))["bytes"], null);

        var next = await step.RunOnceAsync(Ct);
        await PutAsync("after");

        Assert.Equal("sqlite-checkpointer", step.Name);
        Assert.True(next > Now);
        Assert.True(long.Parse((await info.DescribeAsync(Ct))["bytes"], null) > before);
        Assert.Equal(201, (await ClaimAsync(max: 1000)).Count);
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Fixture.Folder, "hub.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
