using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Sandbox.ServiceBus;

/// <summary>The data plane of the namespace over HTTP, by the vendor's published REST pages.</summary>
internal sealed class BusEndpoints(
    ServiceBusTwinOptions options, BusNamespace space, BusGate gate, BusSending sending, BusReceiving receiving, ServiceBusFaults faults, TwinClock clock, Effects effects)
{
    public async Task ServeAsync(HttpContext context)
    {
        effects.Count(BusEffects.Calls);
        context.Response.Headers.Date = BrokerPropertiesJson.Date(clock.GetUtcNow());
        try
        {
            await LetInAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up during a long poll; nothing was locked.
        }
    }

    private async Task LetInAsync(HttpContext context)
    {
        var (ct, request) = (context.RequestAborted, context.Request);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (BusPath.Parse(options.BasePath, target.Split('?', 2)[0]) is not { } path)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "This is no path of the data plane.");
            return;
        }

        if (BusOperations.Of(request, path) is not { } operation)
        {
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "The method does not fit the path.");
            return;
        }

        if (request.Method != "DELETE" && request.ContentLength is null && !request.Headers.TransferEncoding.ToString().Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            await RefuseAsync(context, StatusCodes.Status411LengthRequired, "Send a Content-Length, also of nothing.");
            return;
        }

        if (gate.Refuse(request, path, BusOperations.IsSend(operation)) is { } denied)
        {
            effects.Count(BusEffects.Unauthorized);
            await BusAnswer.ErrorAsync(context, StatusCodes.Status401Unauthorized, denied, ct);
            return;
        }

        var plan = faults.Plan(operation);
        await clock.WaitAsync(plan.Latency, ct);
        if (!await BusFaults.TryPlayAsync(context, plan, ct))
        {
            await ServeAsync(context, path, operation, plan.Kind == FaultKind.AppliedNoAnswer);
        }
    }

    private Task ServeAsync(HttpContext context, BusPath path, string operation, bool isAnswerLost)
    {
        if (space.Find(path.Queue) is not { } queue)
        {
            return RefuseAsync(context, StatusCodes.Status410Gone, $"The messaging entity '{path.Queue}' could not be found.");
        }

        var call = new BusCall(context, queue, path, operation, isAnswerLost);
        return operation switch
        {
            BusOperations.Send or BusOperations.SendBatch => sending.SendAsync(call),
            BusOperations.Receive or BusOperations.ReceiveDelete => receiving.ReceiveAsync(call),
            _ => BusReceiving.SettleAsync(call),
        };
    }

    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        effects.Count(BusEffects.Refused);
        return BusAnswer.ErrorAsync(context, status, detail, context.RequestAborted);
    }
}
