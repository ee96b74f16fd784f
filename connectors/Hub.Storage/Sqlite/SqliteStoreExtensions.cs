using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.Core.Places;
using Hub.Core.Procedures;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Storage.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Sqlite;

/// <summary>The only door to the embedded store.</summary>
public static class SqliteStoreExtensions
{
    /// <summary>
    /// Registers every port of the store over <c>hub.db</c> in a folder, which is made when missing. Needs a <see cref="TimeProvider"/>,
    /// a <see cref="LaneSignals"/> and an <see cref="EnvelopeIds"/>. The database opens, its migrations run and leases of
    /// a former process are taken back, when first asked for.
    /// </summary>
    /// <exception cref="StoreInUseException">Another process holds the folder.</exception>
    /// <exception cref="StoreVersionException">The database is from a newer hub.</exception>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, string dataDirectory, StoreModules modules)
    {
        services
            .AddSingleton(modules)
            .AddSingleton(_ => new SqliteDatabase(dataDirectory, modules))
            .AddSingleton<SqliteWriter>()
            .AddSingleton<SqliteCommit>()
            .AddSingleton<IInbox, SqliteInbox>()
            .AddSingleton<IOutbox, SqliteOutbox>()
            .AddSingleton<IDeadLetters, SqliteDeadLetters>()
            .AddSingleton<ILaneBoard, SqliteLaneBoard>()
            .AddSingleton<IReceivers, SqliteReceivers>()
            .AddSingleton<IDossiers, SqliteDossiers>()
            .AddSingleton<IRedrives, SqliteRedrives>()
            .AddSingleton<IKeys, SqliteKeys>()
            .AddSingleton<IAuditLog, SqliteAuditLog>()
            .AddSingleton<IIdempotency, SqliteIdempotency>()
            .AddSingleton<ISubscriptions, SqliteSubscriptions>()
            .AddSingleton<ICatalogue, SqliteCatalogue>()
            .AddSingleton<ITimers, SqliteTimers>()
            .AddSingleton<IUnits, SqliteUnits>()
            .AddSingleton<ITasks, SqliteTasks>()
            .AddSingleton<ISqliteProposalAct, DeadLetterEditAct>()
            .AddSingleton<IProposals, SqliteProposals>()
            .AddSingleton<IRetention, SqliteRetention>()
            .AddSingleton<IStoreInfo, SqliteStoreInfo>()
            .AddSingleton<IStep, SqliteCheckpointer>();
        foreach (var module in modules.All)
        {
            module.Sqlite.AddPorts(services);
        }

        return services;
    }
}
