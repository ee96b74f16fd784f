using System.Net;

namespace Hub.Functions.Trust;

/// <summary>
/// Recognises the Functions host. It proves nothing: what keeps others out is that only this machine can connect and that the host
/// forwards no public path to a trigger's. The check refuses what came another way by mistake.
/// </summary>
internal static class HostCall
{
    public const string InvocationId = "X-Azure-Functions-InvocationId";

    public static bool IsFromHost(HttpContext http) => http.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && IdOf(http) is not null;

    /// <summary>The invocation's id, which the host writes into its own log too; null when there is none.</summary>
    public static Guid? IdOf(HttpContext http) =>
        http.Request.Headers[InvocationId] is { Count: 1 } header && Guid.TryParse(header[0], out var id) ? id : null;
}
