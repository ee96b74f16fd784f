using System.Net.Sockets;
using System.Security.Authentication;

namespace Hub.Connectors;

/// <summary>Exceptions of the network, told apart by one question: can the partner have seen the request?</summary>
public static class TransportFaults
{
    /// <summary>Null when it is no fault of the network: a bug, or the caller's own wish to stop.</summary>
    /// <returns><c>What</c> names the kind of fault, never an address; <c>MayBeSent</c> is false when the connection was never made.</returns>
    public static (string What, bool MayBeSent)? Read(Exception error, CancellationToken ct) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ("name not resolved", false),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => ($"not connected ({socket.SocketErrorCode})", false),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => ("not connected", false),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => ("no secure connection", false),
        HttpRequestException torn => ($"connection torn ({torn.HttpRequestError})", true),
        IOException => ("connection torn", true),
        // The handler reports its own connect timeout this way.
        OperationCanceledException { InnerException: TimeoutException } when !ct.IsCancellationRequested => ("not connected in time", false),
        _ => null,
    };
}
