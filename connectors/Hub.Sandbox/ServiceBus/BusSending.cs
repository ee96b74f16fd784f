using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Takes messages: one, or a batch of which all are taken or none.</summary>
internal sealed class BusSending(ServiceBusTwinOptions options, Effects effects)
{
    // A batch writes its bodies as JSON strings, which may be far longer than what they hold.
    private const int BatchSlack = 6;

    public async Task SendAsync(BusCall call)
    {
        var limit = options.MaxMessageBytes;
        var isBatch = call.Operation == BusOperations.SendBatch;
        if (await ReadAsync(call, isBatch ? limit * BatchSlack : limit) is not { } body)
        {
            await TooLargeAsync(call, limit);
            return;
        }

        var (messages, error) = SendReader.Read(call.Context.Request, body);
        if (messages is null)
        {
            await RefuseAsync(call, StatusCodes.Status400BadRequest, error!);
        }
        else if (messages.Sum(message => message.Size) > limit)
        {
            await TooLargeAsync(call, limit);
        }
        else if (call.Queue.Send(messages) == SendVerdict.QuotaExceeded)
        {
            await RefuseAsync(call, StatusCodes.Status403Forbidden, "The maximum entity size has been reached or exceeded: quota exceeded.");
        }
        else
        {
            await call.AnswerAsync(StatusCodes.Status201Created);
        }
    }

    private Task TooLargeAsync(BusCall call, int limit) =>
        RefuseAsync(call, StatusCodes.Status403Forbidden, $"The received message exceeds the limit ({limit} bytes) currently allowed on the entity.");

    private Task RefuseAsync(BusCall call, int status, string detail)
    {
        effects.Count(BusEffects.Refused);
        return call.ErrorAsync(status, detail);
    }

    // Null when there is more of it than allowed.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(BusCall call, int limit)
    {
        var request = call.Context.Request;
        if (request.ContentLength > limit)
        {
            return null;
        }

        if (call.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit + 1L;
        }

        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, call.Aborted);
            return body.Length > limit ? null : body.GetBuffer().AsMemory(0, (int)body.Length);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
