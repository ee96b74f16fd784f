using System.Net;

namespace Hub.CaseSystem.Addresses;

/// <summary>Looks a name up. Empty when it has no address; throws <see cref="System.Net.Sockets.SocketException"/> when it is unknown.</summary>
public interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct);
}
