using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Hub.CaseSystem.Settings;
using Microsoft.Extensions.Options;

namespace Hub.CaseSystem.Addresses;

/// <summary>Opens connections only to addresses that the guard has seen: the name is looked up once, so it cannot be rebound in between.</summary>
internal sealed class WebhookDialer(WebhookAddressGuard guard, IOptions<CaseSystemOptions> options, TimeProvider clock)
{
    private readonly TimeSpan _connectTimeout = options.Value.ConnectTimeout;

    /// <summary>Handler for webhooks: no redirects, no proxy, no cookies, no decompression, every connection through this dialer.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // A connection is made beside the request that asked for it, so the request's own limit does not end it.
        ConnectTimeout = options.Value.Timeout,
        // Limits in KB and bytes: a receiver's answer is a line or two.
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        // A connection outlives neither a changed DNS entry nor a changed mind about its address for long.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ActivityHeadersPropagator = System.Diagnostics.DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = async (context, ct) => await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct),
    };

    /// <summary>TCP, and TLS for <c>https</c> with the certificate checked as for a POST; closed at once.</summary>
    public async Task TouchAsync(Uri url, CancellationToken ct)
    {
        await using var stream = await ConnectAsync(url.IdnHost, url.Port, ct);
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, ct);
        }
    }

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var addresses = await guard.AddressesOfAsync(host, ct);
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(addresses[i], port, ct);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // The next address of the same look-up is tried; the last one's failure goes up.
            }
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_connectTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
