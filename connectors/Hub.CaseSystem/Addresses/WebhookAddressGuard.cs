using System.Net;
using System.Net.Sockets;
using Hub.CaseSystem.Settings;
using Hub.Core;
using Microsoft.Extensions.Options;

namespace Hub.CaseSystem.Addresses;

/// <summary>
/// Keeps a subscription from turning the hub against its own network (server-side request forgery). Asked when a subscription is
/// registered, before each POST, and again for the addresses that a connection is really made to.
/// </summary>
public sealed class WebhookAddressGuard(IHostResolver resolver, IOptions<CaseSystemOptions> options)
{
    private const int LongestUrl = 2000;

    private readonly CaseSystemOptions _options = options.Value;
    private readonly List<IPNetwork> _allowed = [.. options.Value.AllowedNetworks.Select(AddressRanges.Parse).OfType<IPNetwork>()];

    /// <summary>What the text of the URL shows: form, scheme, user-info, port, and the address where the host is one. No look-up.</summary>
    /// <returns>Null when nothing speaks against it.</returns>
    public WebhookAddressProblem? Check(Uri url)
    {
        if (!url.IsAbsoluteUri || string.IsNullOrEmpty(url.IdnHost) || url.OriginalString.Length > LongestUrl)
        {
            return new("url", ("Cần một URL đầy đủ, tối đa 2.000 ký tự.", "A complete URL of at most 2,000 characters is needed."));
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(_options.AllowHttp && url.Scheme == Uri.UriSchemeHttp))
        {
            return new("scheme", ("Chỉ nhận địa chỉ https.", "Only https is taken."));
        }

        if (url.Fragment.Length > 0)
        {
            return new("url", ("URL không được chứa phần '#…': phần này không bao giờ được gửi đi.", "The URL must not carry a '#…' part: it is never sent."));
        }

        if (url.UserInfo.Length > 0)
        {
            return new("user-info", ("URL không được chứa tên hay mật khẩu.", "The URL must not carry a user or password."));
        }

        if (!IsPortAllowed(url.Port))
        {
            return new("port", ($"Cổng {url.Port} không được phép.", $"Port {url.Port} is not allowed."));
        }

        return LiteralOf(url) is { } address ? Check(address) : null;
    }

    /// <summary>As <see cref="Check(Uri)"/>, and looks the name up: every one of its addresses must be allowed. For the registration of a subscription.</summary>
    public async Task<WebhookAddressProblem?> CheckAsync(Uri url, CancellationToken ct)
    {
        if (Check(url) is { } problem)
        {
            return problem;
        }

        try
        {
            await AddressesOfAsync(url.IdnHost, ct);
            return null;
        }
        catch (WebhookAddressException refused)
        {
            return refused.Problem;
        }
        catch (SocketException)
        {
            return NameUnknown(url.IdnHost);
        }
    }

    /// <summary>Looks a host up once. One forbidden address among several forbids them all: who mixes them means harm or is mistaken.</summary>
    /// <exception cref="WebhookAddressException">An address is forbidden, or the name has none.</exception>
    /// <exception cref="SocketException">The name is unknown.</exception>
    internal async Task<IReadOnlyList<IPAddress>> AddressesOfAsync(string host, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.ResolveAsync(host, ct);
        if (addresses.Count == 0)
        {
            throw new SocketException((int)SocketError.NoData);
        }

        return addresses.Select(Check).FirstOrDefault(problem => problem is not null) is { } problem
            ? throw new WebhookAddressException(problem)
            : addresses;
    }

    private static WebhookAddressProblem NameUnknown(string host) =>
        new("name-unknown", ($"Không tìm thấy tên máy {host}.", $"The host name {host} is unknown."));

    private static IPAddress? LiteralOf(Uri url) =>
        url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || IPAddress.TryParse(url.IdnHost, out _)
            ? IPAddress.Parse(url.IdnHost)
            : null;

    private WebhookAddressProblem? Check(IPAddress address) =>
        AddressRanges.Forbidden(address, _allowed) is { } kind
            ? new("address", ($"Địa chỉ {address} không được phép ({kind}).", $"The address {address} is not allowed ({kind})."))
            : null;

    private bool IsPortAllowed(int port) =>
        port is 443 or 8443 || (port == 80 && _options.AllowHttp) || _options.ExtraPorts.Contains(port);
}

/// <summary>Why a webhook may not go to an address.</summary>
/// <param name="Code">Stable: <c>url</c>, <c>scheme</c>, <c>user-info</c>, <c>port</c>, <c>name-unknown</c> or <c>address</c>.</param>
public sealed record WebhookAddressProblem(string Code, Bilingual Text);

/// <summary>Carries the guard's verdict out of the HTTP stack's connect callback.</summary>
internal sealed class WebhookAddressException(WebhookAddressProblem problem) : Exception(problem.Text.En)
{
    public WebhookAddressProblem Problem { get; } = problem;
}

/// <summary>Looks a name up. Empty when it has no address; throws <see cref="System.Net.Sockets.SocketException"/> when it is unknown.</summary>
public interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct);
}

/// <summary>The machine's own resolver, hosts file included.</summary>
internal sealed class DnsHostResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) => await Dns.GetHostAddressesAsync(host, ct);
}
