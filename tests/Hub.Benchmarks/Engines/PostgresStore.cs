using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Functions;
using Hub.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks.Engines;

/// <summary>A schema of its own in a real PostgreSQL.</summary>
internal sealed class PostgresStore : IStore
{
    private static int _schemas;
    private readonly ServiceProvider _services;

    public PostgresStore(string connectionString)
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<LaneSignals>()
            .AddSingleton(new EnvelopeIds(TimeProvider.System, new Random(1)))
            .AddPostgresStore(new PostgresOptions { ConnectionString = connectionString, Schema = NextSchema() }, Shipped.Wings.Store)
            .BuildServiceProvider();
    }

    /// <summary>A name that nobody has had in this process.</summary>
    public static string NextSchema() => $"bench_{Interlocked.Increment(ref _schemas)}";

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
