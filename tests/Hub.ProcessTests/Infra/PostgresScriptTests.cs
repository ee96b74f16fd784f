using System.Globalization;
using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Storage.Postgres;
using Hub.Tests;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>Backup and restore of the shared store by the scripts, on a real server with the hub's own schema.</summary>
public sealed class PostgresScriptTests : IDisposable
{
    private static readonly PostgresServer Server = PostgresServer.Shared;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_dump_is_restored_elsewhere_doubts_everything_and_keeps_its_audit_chain()
    {
        await FillAsync("dump_one");
        var file = await BackupAsync("dump_one");
        await CreateAsync("dump_two");

        var (code, text) = await RestoreAsync("dump_two", file);

        Assert.True(code == 0, text);
        Assert.Equal("1 3", await ReadAsync("dump_two", "SELECT (SELECT doubtful FROM hub.envelopes) || ' ' || (SELECT doubt FROM hub.partner_state WHERE checked_at IS NULL)"));
        Assert.Equal("true", await ReadAsync("dump_two", "SELECT (event_seq > 1000 AND event_seq < 9007199254740991)::text FROM hub.gate"));
        await using var store = Open("dump_two");
        var audit = store.GetRequiredService<IAuditLog>();
        Assert.Null(await audit.FirstBrokenAsync(CancellationToken.None));
        var line = (await audit.ListAsync(0, 100, CancellationToken.None))[^1];
        Assert.Equal(("store.restore", Path.GetFileName(file), "1 events"), (line.Entry.Act, line.Entry.Target, line.Entry.Detail));

        // The hub goes on where the restore left it: the next line fits, and the month's tables are there.
        await audit.AppendAsync(new AuditEntry(TimeProvider.System.GetUtcNow(), "test", null, "key.create", "x", "allowed"), CancellationToken.None);
        Assert.Null(await audit.FirstBrokenAsync(CancellationToken.None));
        Assert.Equal(64, (await RestoreAsync("dump_three", file + "-none")).ExitCode);
    }

    [Fact]
    public async Task A_schema_that_is_used_or_there_is_left_alone_and_force_keeps_it()
    {
        await FillAsync("dump_four");
        var file = await BackupAsync("dump_four");
        await ReadAsync("dump_four", "UPDATE hub.lanes SET paused = paused; SELECT ''");

        await using (var busy = new NpgsqlConnection(Connection("dump_four")))
        {
            await busy.OpenAsync();
            Assert.Equal(69, (await RestoreAsync("dump_four", file, "--force")).ExitCode);
        }

        Assert.Equal(64, (await RestoreAsync("dump_four", file)).ExitCode);
        Assert.Equal(0, (await RestoreAsync("dump_four", file, "--force")).ExitCode);
        Assert.Equal("2", await ReadAsync("dump_four", "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'hub%'"));
    }

    [Fact]
    public async Task A_file_that_is_not_whole_changes_nothing()
    {
        await FillAsync("dump_five");
        var file = await BackupAsync("dump_five");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(bytes.Length / 2, 64).Fill(0x5A);
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Equal(1, (await RestoreAsync("dump_five", file, "--force")).ExitCode);

        // Without the sum, what is bent in the middle may read as another name; what is missing at the end cannot be read.
        File.Delete(file + ".sha256");
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length * 3 / 4)]);
        Assert.Equal(1, (await RestoreAsync("dump_five", file, "--force")).ExitCode);

        Assert.Equal("hub 1 0", await ReadAsync("dump_five",
            "SELECT (SELECT string_agg(nspname, ',') FROM pg_namespace WHERE nspname LIKE 'hub%') || ' ' || (SELECT count(*) FROM hub.events) || ' ' || (SELECT doubtful FROM hub.envelopes)"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Connection(string database) => Server.ConnectionString(database: database) + ";Pooling=false";

    private static ServiceProvider Open(string database) => new ServiceCollection()
        .AddSingleton(TimeProvider.System).AddSingleton(new Random(7)).AddSingleton<LaneSignals>().AddSingleton<EnvelopeIds>()
        .AddPostgresStore(new PostgresOptions { ConnectionString = Connection(database) }, Shipped.Wings.Store)
        .BuildServiceProvider();

    private static async Task CreateAsync(string database) => await ReadAsync("postgres", $"CREATE DATABASE {database}");

    private static async Task FillAsync(string database)
    {
        await CreateAsync(database);
        await using (var store = Open(database))
        {
            await store.GetRequiredService<IAuditLog>().AppendAsync(
                new AuditEntry(TimeProvider.System.GetUtcNow(), "cli:Trần Thị Demo", null, "key.create", "k", "allowed"), CancellationToken.None);
        }

        await ReadAsync(database, """
            INSERT INTO hub.events (seq, id, source, type, received_at, direction, accepted_by, digest, data)
                SELECT event_seq + 1, 'e-1', 'urn:test', 't', 0, 0, 'k', '\x00', '\x7b7d'
                FROM (SELECT ((extract(year FROM now())::bigint - 1970) * 12 + extract(month FROM now())::bigint - 1) << 40 AS event_seq) AS g;
            INSERT INTO hub.envelopes (seq, id, lane, key, type, created_at) VALUES (1, '\x01', 'national-portal', 'k', 't', 0);
            INSERT INTO hub.partner_state (lane, key, json, checked_at) VALUES ('national-portal', 'k', '{}', 5);
            SELECT ''
            """);
    }

    private static async Task<string> ReadAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(database));
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written in this file.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    private async Task<string> BackupAsync(string database)
    {
        var (code, text) = await Shell.RunAsync(Path.Combine(Repository.Root, "infra/systemd/backup.sh"), [], Environment(database));
        Assert.True(code == 0, text);
        return Directory.GetFiles(_folder["backups"], "*.dump").Single();
    }

    private Task<(int ExitCode, string Text)> RestoreAsync(string database, params string[] args) =>
        Shell.RunAsync(Path.Combine(Repository.Root, "infra/postgres/restore.sh"), args, Environment(database));

    private Dictionary<string, string> Environment(string database) => PostgresCentre.Script(database, _folder["backups"]);
}
