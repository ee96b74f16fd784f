using System.Globalization;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Storage.Postgres;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hub.ContractTests.Postgres;

/// <summary>A database of its own on the server of this test process, with the schema as the hub's migrations leave it.</summary>
public class PostgresFixture : StoreFixture
{
    // The first connection to a new copy waits for whatever else the machine does.
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int _names;
    private readonly List<IAsyncDisposable> _killed = [];
    private readonly Lazy<string> _database;

    public PostgresFixture() => _database = new(() =>
    {
        Template.CopyTo(Name);
        return Name;
    });

    /// <summary>By which the server knows this fixture's connections.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"hub_{Environment.ProcessId}_{Interlocked.Increment(ref _names)}");

    public string Schema => IsEmpty ? Name : PostgresTemplate.Schema;

    public virtual PostgresOptions Options => new() { ConnectionString = ConnectionString + ";Application Name=" + Name, Schema = Schema, ConnectTimeout = Patience };

    /// <summary>Of the server's owner.</summary>
    public string ConnectionString => Server.ConnectionString(database: Database);

    /// <summary>Whether there is no schema yet, for tests of how one is made.</summary>
    public bool IsEmpty { get; init; }

    protected string Database => IsEmpty ? "postgres" : _database.Value;

    protected virtual PostgresServer Server => PostgresServer.Shared;

    private protected virtual PostgresTemplate Template => PostgresTemplate.OfOwner;

    /// <summary>A second instance over the same data, as if on another machine: nothing is shared but the server, and the clock.</summary>
    public override async Task<IServiceProvider> KillAsync()
    {
        // What was killed closes nothing and gives nothing back; that its connections stay open till the end of the test only makes it harder.
        if (Forget() is { } left)
        {
            _killed.Add(left);
        }

        var store = await OpenAsync();
        await LeasesRunOutAsync(store);
        return store;
    }

    /// <summary>One more instance over the same schema, at work beside the first; it has bells of its own.</summary>
    public IServiceProvider Another(LaneSignals? signals = null, PostgresOptions? options = null)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton(signals ?? new LaneSignals()).AddSingleton(Ids)
            .AddPostgresStore(options ?? Options, Stores.Modules).BuildServiceProvider();
        _killed.Add(services);
        return services;
    }

    public override async Task TamperAsync(string sql) => await ReadAsync(
        sql.StartsWith("DROP TRIGGER audit", StringComparison.Ordinal) ? sql + " ON audit" : sql);

    /// <summary>Runs one statement as the server's owner, and returns the first column of what it reads.</summary>
    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + $";Search Path={Schema};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return rows;
    }

    protected override void AddStore(IServiceCollection services) => services.AddPostgresStore(Options, Stores.Modules).AddSingleton<IPostgresProposalAct, CashBoxAct>();

    // The time until then is shortened for the leases, not for the test.
    protected override async Task LeasesRunOutAsync(IServiceProvider store)
    {
        var outbox = store.GetRequiredService<IOutbox>();
        var now = string.Create(CultureInfo.InvariantCulture, $"{(Clock.Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}");
        await ReadAsync($"SET enable_seqscan = off; UPDATE strands SET lease_until = {now} WHERE lease <> 0; UPDATE timers SET lease_until = {now} WHERE lease_until > {now}");
        await outbox.RescueAsync(Clock.Now, all: false, CancellationToken.None);
    }

    protected override async Task DestroyAsync()
    {
        foreach (var left in _killed)
        {
            await left.DisposeAsync();
        }

        if (IsEmpty)
        {
            await ReadAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        }
        else if (_database.IsValueCreated)
        {
            PostgresTemplate.Drop(Name);
        }
    }
}

/// <summary>No schema is there before the store is opened.</summary>
public sealed class EmptyPostgresFixture : PostgresFixture
{
    public EmptyPostgresFixture() => IsEmpty = true;
}
