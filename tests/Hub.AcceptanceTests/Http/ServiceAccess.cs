using Microsoft.Extensions.DependencyInjection;

namespace Hub.AcceptanceTests.Http;

internal static class ServiceAccess
{
    public static T GetRequired<T>(this IServiceProvider services) where T : notnull => services.GetRequiredService<T>();
}
