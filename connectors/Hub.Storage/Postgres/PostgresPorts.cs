using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Postgres;

/// <summary>The ports that are seldom asked.</summary>
internal static class PostgresPorts
{
    public static IServiceCollection AddPorts(this IServiceCollection services) => services;
}
