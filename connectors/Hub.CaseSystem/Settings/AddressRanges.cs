using System.Net;
using System.Net.Sockets;
using Hub.Core.Trust;

namespace Hub.CaseSystem.Settings;

/// <summary>
/// Which addresses are the public internet. Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and successors);
/// the metadata services are the ones that the clouds publish.
/// </summary>
public static class AddressRanges
{
    /// <summary>No setting opens these: no receiver stands there, or another address hides inside.</summary>
    private static readonly (IPNetwork Network, string Name)[] Never =
    [
        Of("0.0.0.0/8", "unspecified"),
        Of("169.254.169.254/32", "cloud metadata"),
        Of("169.254.170.2/32", "cloud metadata"),
        Of("168.63.129.16/32", "cloud metadata"),
        Of("100.100.100.200/32", "cloud metadata"),
        Of("192.0.0.192/32", "cloud metadata"),
        Of("224.0.0.0/4", "multicast"),
        Of("240.0.0.0/4", "reserved or broadcast"),
        Of("::/128", "unspecified"),
        Of("::ffff:0:0/96", "IPv4-mapped"),
        Of("::ffff:0:0:0/96", "IPv4-translated"),
        Of("64:ff9b::/96", "NAT64"),
        Of("64:ff9b:1::/48", "NAT64"),
        Of("2001::/32", "Teredo"),
        Of("2002::/16", "6to4"),
        Of("fd00:ec2::254/128", "cloud metadata"),
        Of("fd20:ce::254/128", "cloud metadata"),
        Of("ff00::/8", "multicast"),
    ];

    /// <summary>Open only to whom the settings name.</summary>
    private static readonly (IPNetwork Network, string Name)[] Private =
    [
        Of("10.0.0.0/8", "private"),
        Of("100.64.0.0/10", "carrier-grade NAT"),
        Of("127.0.0.0/8", "loopback"),
        Of("169.254.0.0/16", "link-local"),
        Of("172.16.0.0/12", "private"),
        Of("192.0.0.0/24", "protocol assignments"),
        Of("192.0.2.0/24", "documentation"),
        Of("192.88.99.0/24", "6to4 relay"),
        Of("192.168.0.0/16", "private"),
        Of("198.18.0.0/15", "benchmarking"),
        Of("198.51.100.0/24", "documentation"),
        Of("203.0.113.0/24", "documentation"),
        Of("::1/128", "loopback"),
        Of("2001::/23", "protocol assignments"),
        Of("2001:db8::/32", "documentation"),
        Of("3fff::/20", "documentation"),
        Of("fc00::/7", "private"),
        Of("fe80::/10", "link-local"),
    ];

    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    /// <summary>A CIDR network, or one address alone; null when the text is neither or has bits beyond its prefix.</summary>
    public static IPNetwork? Parse(string text) => Networks.Parse(text);

    /// <summary>What kind of forbidden address it is, in English; null when a webhook may go there.</summary>
    /// <param name="allowed">Networks that the settings open.</param>
    public static string? Forbidden(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        if (Find(Never, address) is { } never)
        {
            return never;
        }

        if (allowed.Any(network => Holds(network, address)))
        {
            return null;
        }

        return Find(Private, address)
            ?? (address.AddressFamily == AddressFamily.InterNetworkV6 && !Holds(GlobalIPv6, address) ? "not global" : null);
    }

    private static string? Find((IPNetwork Network, string Name)[] table, IPAddress address) =>
        table.Where(row => Holds(row.Network, address)).Select(row => row.Name).FirstOrDefault();

    // IPNetwork.Contains takes an IPv4-mapped address for the IPv4 address inside it; here the written form counts.
    private static bool Holds(IPNetwork network, IPAddress address)
    {
        var want = network.BaseAddress.GetAddressBytes();
        var have = address.GetAddressBytes();
        var whole = network.PrefixLength / 8;
        var rest = 8 - (network.PrefixLength % 8);
        return want.Length == have.Length
            && want.AsSpan(0, whole).SequenceEqual(have.AsSpan(0, whole))
            && (rest == 8 || want[whole] >> rest == have[whole] >> rest);
    }

    private static (IPNetwork Network, string Name) Of(string network, string name) => (IPNetwork.Parse(network), name);
}
