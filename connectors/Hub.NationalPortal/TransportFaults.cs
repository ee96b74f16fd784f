using System.Net.Sockets;
using System.Security.Authentication;

namespace Hub.NationalPortal;

/// <summary>Exceptions of the network, told apart by one question: can the partner have seen the request?</summary>
internal static class TransportFaults
{
    /// <summary>Null when it is no fault of the network: a bug, or the caller's own wish to stop.</summary>
    public static PortalReply.Transport? Read(Exception error, CancellationToken ct) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new PortalReply.Transport(false, "name not resolved"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } =>
            new PortalReply.Transport(false, $"not connected ({socket.SocketErrorCode})"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => new PortalReply.Transport(false, "not connected"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => new PortalReply.Transport(false, "no secure connection"),
        HttpRequestException torn => new PortalReply.Transport(true, $"connection torn ({torn.HttpRequestError})"),
        IOException => new PortalReply.Transport(true, "connection torn"),
        // The handler reports its own connect timeout this way.
        OperationCanceledException { InnerException: TimeoutException } when !ct.IsCancellationRequested => new PortalReply.Transport(false, "not connected in time"),
        _ => null,
    };
}
