using System.Net;
using System.Net.Sockets;
using Hub.CaseSystem.Addresses;

namespace Hub.UnitTests.CaseSystem;

/// <summary>A resolver of given names; counts how often it was asked.</summary>
internal sealed class Names : IHostResolver
{
    private readonly Dictionary<string, IPAddress[]> _hosts = new(StringComparer.Ordinal);

    public int Asked { get; private set; }

    public Names With(string host, params string[] addresses)
    {
        _hosts[host] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct)
    {
        Asked++;
        return _hosts.TryGetValue(host, out var addresses)
            ? Task.FromResult<IReadOnlyList<IPAddress>>(addresses)
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
