using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Storage.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Postgres;

/// <summary>The only door to the shared store.</summary>
public static class PostgresStoreExtensions
{
    /// <summary>
    /// Registers every port of the store over one schema of a PostgreSQL server, and the steps by which instances wake each other. Needs a
    /// <see cref="TimeProvider"/>, a <see cref="LaneSignals"/> and an <see cref="EnvelopeIds"/>. The schema is opened, and brought up to date, when first
    /// asked for. Leases of an instance that died are free when they run out: others may be at work.
    /// </summary>
    /// <exception cref="StoreVersionException">The database is from a newer hub.</exception>
    /// <exception cref="StoreUnavailableException">The server is out of reach.</exception>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, PostgresOptions options, StoreModules modules)
    {
        services
            .AddSingleton(modules)
            .AddSingleton(_ => new PostgresDatabase(options, modules))
            .AddSingleton<PostgresMonths>()
            .AddSingleton<PostgresBells>()
            .AddSingleton(provider => new PostgresRunner(
                provider.GetRequiredService<PostgresDatabase>(), provider.GetRequiredService<PostgresMonths>(), provider.GetRequiredService<PostgresBells>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PostgresCommit>()
            .AddSingleton<PostgresIntake>()
            .AddSingleton<IInbox, PostgresInbox>()
            .AddSingleton<LeaseTokens>()
            .AddSingleton<PostgresClaims>()
            .AddSingleton<PostgresNotices>()
            .AddSingleton<PostgresSettling>()
            .AddSingleton<IOutbox, PostgresOutbox>()
            .AddSingleton<IStep, BellTeller>()
            .AddSingleton<IStep, BellListener>()
            .AddPorts();
        foreach (var module in modules.All)
        {
            module.Postgres.AddPorts(services);
        }

        return services;
    }
}
