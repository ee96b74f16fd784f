using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Dossiers;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.Core.Places;
using Hub.Core.Procedures;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Postgres;

/// <summary>The ports that are seldom asked.</summary>
internal static class PostgresPorts
{
    public static IServiceCollection AddPorts(this IServiceCollection services) => services
        .AddSingleton<IDeadLetters, PostgresDeadLetters>()
        .AddSingleton<ILaneBoard, PostgresLaneBoard>()
        .AddSingleton<IReceivers, PostgresReceivers>()
        .AddSingleton<IDossiers, PostgresDossiers>()
        .AddSingleton<IRedrives, PostgresRedrives>()
        .AddSingleton<IKeys, PostgresKeys>()
        .AddSingleton<IAuditLog, PostgresAuditLog>()
        .AddSingleton<IIdempotency, PostgresIdempotency>()
        .AddSingleton<ISubscriptions, PostgresSubscriptions>()
        .AddSingleton<ICatalogue, PostgresCatalogue>()
        .AddSingleton<ITimers, PostgresTimers>()
        .AddSingleton<IUnits, PostgresUnits>()
        .AddSingleton<ITasks, PostgresTasks>()
        .AddSingleton<IPostgresProposalAct, DeadLetterEditAct>()
        .AddSingleton<IProposals, PostgresProposals>()
        .AddSingleton<IRetention, PostgresRetention>()
        .AddSingleton<IStoreInfo, PostgresStoreInfo>();
}
