using System.Text.Json.Nodes;
using Hub.Functions.Http.Messages;
using Hub.Functions.Settings;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Azure.Worker;

/// <summary>A function as the host is told of it.</summary>
/// <param name="Door">Method of <see cref="HubFunctions"/> that is invoked.</param>
/// <param name="Bindings">The trigger first.</param>
public sealed record HubFunction(string Name, string Door, IReadOnlyList<JsonObject> Bindings)
{
    public JsonObject Trigger => Bindings[0];

    public string Type => Trigger["type"]!.GetValue<string>();
}

/// <summary>Every function of the app, derived from what the hub has: endpoints, lanes, schedules. Nothing is listed by hand.</summary>
public static class FunctionSet
{
    /// <summary>Group of app settings that names the namespace from which the host takes messages.</summary>
    public const string Connection = "ServiceBus";

    /// <param name="operations">Every endpoint of the interface.</param>
    public static IReadOnlyList<HubFunction> Of(HubSettings settings, IEnumerable<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var queues = settings.ServiceBus ?? new ServiceBusOptions();
        return
        [
            .. Groups(operations).Select(Http),
            .. settings.Wings.Parties.Lanes.Select(lane => Queue(FunctionNames.Lane(lane), nameof(HubFunctions.LaneAsync), queues.LaneQueue(lane))),
            Queue(FunctionNames.IncomingEvents, nameof(HubFunctions.EventsAsync), queues.EventsQueue),
            .. Schedules.Of(settings.Wings.Parties).Select(Timer),
        ];
    }

    // The front door is a group of its own: a route for it and its neighbours together would take the host's own paths too.
    private static IEnumerable<IGrouping<string, Operation>> Groups(IEnumerable<Operation> operations) =>
        operations.GroupBy(operation => operation.Path == "/" ? "root" : operation.Tag, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);

    private static HubFunction Http(IGrouping<string, Operation> group)
    {
        var segment = Single(group, group.Select(operation => operation.Path.Split('/')[1]).Distinct(StringComparer.Ordinal).ToList());

        // The host serves "/" only by a route that is not empty.
        var route = segment.Length == 0 ? "{root:maxlength(0)?}" : group.All(operation => operation.Path == "/" + segment) ? segment : segment + "/{*rest}";
        var methods = group.SelectMany(operation => operation.Methods).Select(method => method.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new HubFunction(FunctionNames.Http(group.Key), nameof(HubFunctions.HttpAsync),
        [
            new()
            {
                ["name"] = "request",
                ["type"] = "httpTrigger",
                ["direction"] = "In",
                ["authLevel"] = "Anonymous",
                ["methods"] = new JsonArray([.. methods.Select(method => JsonValue.Create(method))]),
                ["route"] = route,
            },
            new() { ["name"] = "$return", ["type"] = "http", ["direction"] = "Out" },
        ]);
    }

    private static string Single(IGrouping<string, Operation> group, List<string> segments) => segments.Count == 1
        ? segments[0]
        : throw new InvalidOperationException($"The endpoints of the group {group.Key} begin with different words: {string.Join(", ", segments)}.");

    private static HubFunction Queue(string name, string door, string queue) => new(name, door,
    [
        new()
        {
            ["name"] = "messages",
            ["type"] = "serviceBusTrigger",
            ["direction"] = "In",
            ["properties"] = new JsonObject { ["supportsDeferredBinding"] = "True" },
            ["queueName"] = queue,
            ["connection"] = Connection,
            ["autoCompleteMessages"] = false,
            ["isSessionsEnabled"] = false,
            ["cardinality"] = "One",
        },
    ]);

    private static HubFunction Timer(Schedule schedule) => new(FunctionNames.Timer(schedule.Name), nameof(HubFunctions.TimerAsync),
    [
        new()
        {
            ["name"] = "timer",
            ["type"] = "timerTrigger",
            ["direction"] = "In",
            ["schedule"] = schedule.Cron,
            ["runOnStartup"] = false,
            ["useMonitor"] = false,
        },
    ]);
}
