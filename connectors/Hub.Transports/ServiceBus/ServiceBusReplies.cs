using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Hub.Transports.ServiceBus;

/// <summary>The one place where an answer, or the lack of one, becomes a reason.</summary>
internal static class ServiceBusReplies
{
    private static readonly string[] BusyCodes = ["50009", "50002"];

    /// <param name="detail">Begin of the answer's body; told apart, never shown.</param>
    /// <param name="isLocked">The call was about a locked message.</param>
    public static ServiceBusException Read(int status, ReadOnlySpan<byte> detail, TimeSpan? retryAfter, bool isLocked)
    {
        var text = Encoding.UTF8.GetString(detail);
        if (status is 429 or 503 || (status >= 400 && BusyCodes.Any(code => text.Contains(code, StringComparison.Ordinal))))
        {
            return new ServiceBusException(ServiceBusReason.Busy, Http(status)) { RetryAfter = retryAfter, IsDoubtful = status is not 429 && !text.Contains(BusyCodes[0], StringComparison.Ordinal) };
        }

        return status switch
        {
            401 => new ServiceBusException(ServiceBusReason.Unauthorized, Http(status)),
            403 => new ServiceBusException(Forbidden(text), Http(status)),
            404 => new ServiceBusException(isLocked ? ServiceBusReason.LockLost : ServiceBusReason.EntityMissing, Http(status)),
            410 => new ServiceBusException(ServiceBusReason.EntityMissing, Http(status)),
            408 or >= 500 or < 400 => new ServiceBusException(ServiceBusReason.Unreachable, Http(status)) { IsDoubtful = true, RetryAfter = retryAfter },
            _ => new ServiceBusException(ServiceBusReason.Refused, Http(status)),
        };
    }

    /// <summary>An answer with the right status that is not the service's own, such as a page of something in between.</summary>
    public static ServiceBusException Foreign(string what) => new(ServiceBusReason.Unreachable, $"the answer is not the service's ({what})") { IsDoubtful = true };

    /// <summary>Null when it is no fault of the network: a bug, or the caller's own wish to stop.</summary>
    public static ServiceBusException? Read(Exception error, CancellationToken ct) => error switch
    {
        Azure.RequestFailedException { InnerException: { } inner } => Read(inner, ct),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new ServiceBusException(ServiceBusReason.Unreachable, "name not resolved", error) { IsTransient = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => Unsent($"not connected ({socket.SocketErrorCode})", error),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => Unsent("not connected", error),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => Unsent("no secure connection", error),
        HttpRequestException or IOException => Doubtful("connection torn", error),
        // The handler reports its own connect timeout this way.
        OperationCanceledException { InnerException: TimeoutException } when !ct.IsCancellationRequested => Unsent("not connected in time", error),
        OperationCanceledException when !ct.IsCancellationRequested => Doubtful("no answer in time", error),
        _ => null,
    };

    private static ServiceBusException Unsent(string what, Exception error) => new(ServiceBusReason.Unreachable, what, error);

    private static ServiceBusException Doubtful(string what, Exception error) => new(ServiceBusReason.Unreachable, what, error) { IsDoubtful = true };

    // One status for three things; only the words tell them apart.
    private static ServiceBusReason Forbidden(string text) =>
        Says(text, "exceeds the limit", "too large", "message size") ? ServiceBusReason.TooLarge
        : Says(text, "claim", "authoriz", "permission") ? ServiceBusReason.Unauthorized
        : ServiceBusReason.QuotaExceeded;

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Http(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
}
