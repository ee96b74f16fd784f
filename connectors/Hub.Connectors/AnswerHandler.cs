using System.Net;
using System.Net.Http.Headers;

namespace Hub.Connectors;

/// <summary>
/// Reads each answer whole, within its limits of time and length, before anyone looks at it; and where none came, says whether the partner can have seen the
/// request. What stands above it meets neither the network's exceptions nor a body that is still under way.
/// </summary>
/// <param name="maxBytes">A longer body is not kept.</param>
public sealed class AnswerHandler(long maxBytes, TimeProvider clock) : DelegatingHandler
{
    /// <summary>How long the whole answer may take; no limit of its own where a request does not say.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("hub.patience");

    internal static readonly HttpRequestOptionsKey<AnswerContent> Answer = new("hub.answer");

    /// <exception cref="NoAnswerException">No answer came, or none that could be read to its end.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = request.Options.TryGetValue(Patience, out var patience) ? new CancellationTokenSource(patience, clock) : null;
        using var both = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var token = both?.Token ?? cancellationToken;
        try
        {
            var response = await base.SendAsync(request, token);
            try
            {
                using var body = response.Content;
                var answer = new AnswerContent(await BoundedBody.ReadAsync(body, maxBytes, token), response.IsSuccessStatusCode, body.Headers.ContentType);
                request.Options.Set(Answer, answer);
                response.Content = answer;
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException) when (limit?.IsCancellationRequested is true && !cancellationToken.IsCancellationRequested)
        {
            throw new NoAnswerException("no answer in time", mayBeSent: true);
        }
        catch (Exception error) when (TransportFaults.Read(error, cancellationToken) is { } fault)
        {
            throw new NoAnswerException(fault.What, fault.MayBeSent, error);
        }
    }
}

/// <summary>The body of an answer, read already.</summary>
public sealed class AnswerContent : HttpContent
{
    /// <param name="bytes">Null when there were more than allowed.</param>
    /// <param name="isSuccess">Whether the status was one of success.</param>
    internal AnswerContent(ReadOnlyMemory<byte>? bytes, bool isSuccess, MediaTypeHeaderValue? type)
    {
        (Bytes, IsSuccess) = (bytes, isSuccess);
        Headers.ContentType = type;
    }

    /// <summary>As they came; null when there were more than allowed.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>Without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Plain => Bytes is not { } bytes ? default : bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    public string? MediaType => Headers.ContentType?.MediaType;

    internal bool IsSuccess { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Bytes ?? default).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes?.Length ?? 0;
        return true;
    }
}

/// <summary>A call ended without an answer. Not for logs: see <see cref="What"/>.</summary>
/// <param name="what">The kind of fault, never an address or a secret.</param>
/// <param name="mayBeSent">False when the partner cannot have seen the request.</param>
public class NoAnswerException(string what, bool mayBeSent, Exception? cause = null) : Exception(what, cause)
{
    public string What { get; } = what;

    public bool MayBeSent { get; } = mayBeSent;
}
