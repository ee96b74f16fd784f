using System.Net;

namespace Hub.CaseSystem.Addresses;

/// <summary>The machine's own resolver, hosts file included.</summary>
internal sealed class DnsHostResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) => await Dns.GetHostAddressesAsync(host, ct);
}
