using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Core.Stores;
using Hub.Storage.Modules;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>One schema of a PostgreSQL server, version 15 or later: a pool of connections, and the schema brought up to date. Any number of processes may share it.</summary>
public sealed class PostgresDatabase : IDisposable
{
    // One listens, one says that this instance serves the schema.
    private const int OwnConnections = 2;
    private const int KeepAliveSeconds = 10;
    private readonly NpgsqlDataSource _pool;
    private readonly string _listening;
    private readonly PostgresTenure _tenure;

    /// <exception cref="StoreVersionException">The database is from a newer hub, or older and this instance may not change it.</exception>
    /// <exception cref="StoreUnfinishedException">The schema is being moved, or is an unfinished copy.</exception>
    /// <exception cref="StoreMovedException">What it holds was moved elsewhere.</exception>
    /// <exception cref="StoreUnavailableException">The server is out of reach, read-only or full.</exception>
    /// <exception cref="StoreRightsException">The account may not do what the options ask for, or a role they name is not there.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public PostgresDatabase(PostgresOptions options, StoreModules modules)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Schema = options.Schema;
        var settings = Settings(options);
        settings.MaxPoolSize = options.MaxConnections - OwnConnections;
        _pool = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        settings.Pooling = false;
        _listening = settings.ToString();
        try
        {
            settings.KeepAlive = KeepAliveSeconds;
            _tenure = Prepare(options, modules, settings.ToString());
        }
        catch (Exception exception)
        {
            _pool.Dispose();
            if (StartRefusal.Of(options, exception) is { } refusal)
            {
                throw refusal;
            }

            if (PostgresFaults.Reason(exception) is { } fault)
            {
                throw new StoreUnavailableException(fault, exception);
            }

            throw;
        }
    }

    public string Schema { get; }

    /// <summary>Where instances that share the schema wake each other.</summary>
    internal string Channel => "hub_lanes_" + Schema;

    /// <summary>A pooled connection.</summary>
    internal async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        await _tenure.KeepAsync(ct);
        return await _pool.OpenConnectionAsync(ct);
    }

    /// <summary>A connection was lost; others may be too.</summary>
    internal void Doubt() => _tenure.Doubt();

    /// <summary>Lets go of the connections that lie in the pool, and of those in use as they come back.</summary>
    internal void Renew() => _pool.Clear();

    /// <summary>A connection of its own that may wait without an end.</summary>
    internal async Task<NpgsqlConnection> OpenListenerAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_listening);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        _pool.Dispose();
        _tenure.Dispose();
    }

    private static PostgresTenure Prepare(PostgresOptions options, StoreModules modules, string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            var tenure = new PostgresTenure(connection, connectionString, options.Schema);
            Prepare(options, modules, connection);
            return tenure;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(PostgresOptions options, StoreModules modules, NpgsqlConnection connection)
    {
        if (options.Migrate)
        {
            PostgresMigrations.Apply(connection, options.Schema, modules.PostgresMigrations);
            if (options.AppRole is { } role)
            {
                PostgresGrants.Apply(connection, options.Schema, role, [.. modules.All.Select(module => module.Postgres.Grants)]);
            }
        }
        else
        {
            PostgresMigrations.Check(connection, options.Schema, modules.PostgresMigrations);
        }

        using var marked = new NpgsqlCommand(MoveMark.Refusing, connection);
        using var reader = marked.ExecuteReader();
        if (reader.Read())
        {
            throw MoveMark.Read(reader.GetString(0), reader.GetString(1)).Refusal(options.Schema);
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(PostgresOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        settings.SearchPath = options.Schema;
        settings.ApplicationName ??= "hub";
        settings.Timeout = (int)options.ConnectTimeout.TotalSeconds;
        settings.CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 2;
        settings.CancellationTimeout = 1000;
        settings.Pooling = true;
        settings.MinPoolSize = 0;
        settings.ConnectionIdleLifetime = 60;

        // Nothing of a session outlives its work, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 2;
        settings.TcpKeepAlive = true;
        settings.TcpKeepAliveTime = 10;
        settings.TcpKeepAliveInterval = 5;
        settings.Options = string.Join(' ', ((string?[])[settings.Options, .. Session(options)]).OfType<string>());
        return settings;
    }

    // An answer means that the commit is on the disk, whatever the server or the role is set to.
    //
    // Every statement of the hub finds its rows through an index, one after the other; a planner that met the tables when they were empty
    // must not decide otherwise for as long as its plan is kept.
    private static IEnumerable<string> Session(PostgresOptions options) =>
    [
        "-c statement_timeout=" + Milliseconds(options.StatementTimeout),
        "-c idle_in_transaction_session_timeout=" + Milliseconds(options.IdleInTransactionTimeout),
        "-c client_connection_check_interval=5000", "-c tcp_keepalives_idle=10", "-c tcp_keepalives_interval=5", "-c tcp_keepalives_count=3",
        "-c synchronous_commit=on", "-c default_transaction_isolation=read\\ committed", "-c timezone=UTC", "-c jit=off", "-c max_parallel_workers_per_gather=0",
        "-c plan_cache_mode=force_generic_plan", "-c enable_seqscan=off", "-c enable_bitmapscan=off", "-c enable_hashjoin=off", "-c enable_mergejoin=off",
    ];

    private static string Milliseconds(TimeSpan span) => ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
