using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Hub.Functions.Azure.Worker;

/// <summary>
/// Where invocations enter, one door for each kind of trigger. Which functions there are is derived (<see cref="FunctionSet"/>): each of
/// them names one of these doors, and its own name says which endpoints, lane or schedule is meant. What stands in the attributes only tells the
/// build which triggers are in use.
/// </summary>
public static class HubFunctions
{
    [Function("Http")]
    public static Task HttpAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "none")] HttpRequest request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Hub(context).ServeAsync(request.HttpContext, context);
    }

    [Function("Timer")]
    public static Task TimerAsync([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, FunctionContext context) =>
        RunAsync(context, ActivityKind.Internal, (triggers, call) => triggers.TimerAsync(call));

    [Function("Lane")]
    public static Task LaneAsync([ServiceBusTrigger("none", Connection = FunctionSet.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages, FunctionContext context) =>
        RunAsync(context, ActivityKind.Consumer, (triggers, call) => triggers.NoticesAsync(call, messages));

    [Function("Events")]
    public static Task EventsAsync([ServiceBusTrigger("none", Connection = FunctionSet.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages, FunctionContext context) =>
        RunAsync(context, ActivityKind.Consumer, (triggers, call) => triggers.EventsAsync(call, messages));

    // Only its log line tells the host what came of it.
    private static async Task RunAsync(FunctionContext context, ActivityKind kind, Func<Triggers, TriggerCall, Task<string>> run)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var span = InvokedHub.Begin(context, kind);
        var hub = await Hub(context).Running.WaitAsync(TriggerRunner.Patience, context.CancellationToken);
        var settlement = context.InstanceServices.GetRequiredService<ISettlement>();
        await run(hub.Services.GetRequiredService<Triggers>(), new TriggerCall(context.FunctionDefinition.Name, context.InvocationId, settlement, context.CancellationToken));
    }

    private static InvokedHub Hub(FunctionContext context) => context.InstanceServices.GetRequiredService<InvokedHub>();
}
