using System.Net;
using System.Net.Sockets;

namespace Hub.Core.Trust;

/// <summary>Networks as a setting names them.</summary>
public static class Networks
{
    /// <summary>A CIDR network, or one address alone; null when the text is neither or has bits beyond its prefix.</summary>
    public static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            // The runtime drops bits beyond the prefix in silence; who writes 10.0.0.1/8 may mean one address or all.
            return IPAddress.TryParse(text[..text.IndexOf('/', StringComparison.Ordinal)], out var written) && written.Equals(network.BaseAddress)
                ? network
                : null;
        }

        // IPAddress.Parse also takes "10" and "0x7f.1": a setting must say what it means.
        return IPAddress.TryParse(text, out var address) && address.ToString() == text
            ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }

    /// <summary>Whether a caller's address is of one of these. A server that listens on both kinds of address sees an IPv4 caller as an IPv6 one.</summary>
    public static bool Hold(IReadOnlyList<IPNetwork> networks, IPAddress? address) =>
        address is not null && (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is var plain && networks.Any(network => network.Contains(plain));
}
