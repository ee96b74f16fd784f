using Hub.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Postgres;

/// <summary>The ports that are seldom asked.</summary>
internal static class PostgresPorts
{
    public static IServiceCollection AddPorts(this IServiceCollection services) => services
        .AddSingleton<IDeadLetters, PostgresDeadLetters>()
        .AddSingleton<ILaneBoard, PostgresLaneBoard>()
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
        .AddSingleton<IRetention, PostgresRetention>()
        .AddSingleton<IStoreInfo, PostgresStoreInfo>();
}
