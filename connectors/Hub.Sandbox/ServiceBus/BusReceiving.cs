using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Hands messages out and settles them.</summary>
internal sealed class BusReceiving(ServiceBusTwinOptions options, BusNamespace space)
{
    private const int DefaultSeconds = 60;
    private const int LongestSeconds = 300;

    public async Task ReceiveAsync(BusCall call)
    {
        if (!TryTimeout(call.Context.Request, out var timeout))
        {
            await call.ErrorAsync(StatusCodes.Status400BadRequest, $"timeout is 0..{LongestSeconds} seconds.");
            return;
        }

        var destructive = call.Operation == BusOperations.ReceiveDelete;
        var message = await TakeAsync(call, destructive, timeout);
        if (message is null)
        {
            await call.AnswerAsync(StatusCodes.Status204NoContent);
            return;
        }

        if (call.IsAnswerLost)
        {
            call.Context.Abort();
            return;
        }

        await WriteAsync(call, message, destructive);
    }

    public static Task SettleAsync(BusCall call)
    {
        var (path, queue) = (call.Path, call.Queue);
        var id = Uri.UnescapeDataString(path.Rest[0]);
        var isDone = Guid.TryParse(path.Rest[1], out var token) && call.Operation switch
        {
            BusOperations.Complete => queue.Complete(path.IsDead, id, token),
            BusOperations.Abandon => queue.Abandon(path.IsDead, id, token),
            _ => queue.Renew(path.IsDead, id, token),
        };
        return isDone
            ? call.AnswerAsync(StatusCodes.Status200OK)
            : call.ErrorAsync(StatusCodes.Status404NotFound, "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");
    }

    private async Task<BusMessage?> TakeAsync(BusCall call, bool destructive, TimeSpan timeout)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, space.Stopping);
        try
        {
            return await call.Queue.ReceiveAsync(call.Path.IsDead, destructive, timeout, over.Token);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task WriteAsync(BusCall call, BusMessage message, bool destructive)
    {
        var (request, response) = (call.Context.Request, call.Context.Response);
        response.StatusCode = destructive ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        response.ContentType = message.ContentType;
        response.ContentLength = message.Body.Length;
        response.Headers["BrokerProperties"] = BrokerPropertiesJson.Write(message, !destructive);
        if (!destructive)
        {
            response.Headers.Location = string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Scheme}://{request.Host}{options.BasePath}/{call.Path.Entity}/messages/{Uri.EscapeDataString(message.MessageId)}/{message.LockToken}");
        }

        foreach (var (name, json) in message.Properties)
        {
            response.Headers[name] = json;
        }

        await response.Body.WriteAsync(message.Body, call.Aborted);
    }

    private static bool TryTimeout(HttpRequest request, out TimeSpan timeout)
    {
        var text = request.Query["timeout"].FirstOrDefault();
        var isRight = int.TryParse(text ?? $"{DefaultSeconds}", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestSeconds;
        timeout = TimeSpan.FromSeconds(seconds);
        return isRight;
    }
}
