using Hub.Core.Outbox;
using Hub.Core.Parties;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Trust;

namespace Hub.Functions.Azure;

/// <summary>
/// Where the Functions host posts its invocations: one path for each trigger's folder. They exist only behind that host, and are no part
/// of the described interface.
/// </summary>
internal sealed class TriggerEndpoints(
    TriggerRunner runner, EventTrigger events, LaneTrigger lanes, ScheduleTrigger schedules, IEnumerable<IConnector> connectors, PartyList parties) : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        Add(routes, FunctionNames.IncomingEvents, TakeEventsAsync);
        foreach (var lane in connectors.Select(connector => connector.Lane))
        {
            Add(routes, FunctionNames.Lane(lane), http => TakeNoticesAsync(http, lane));
        }

        foreach (var schedule in Schedules.Of(parties))
        {
            Add(routes, FunctionNames.Timer(schedule.Name), http => PokeAsync(http, schedule));
        }
    }

    private Task TakeEventsAsync(HttpContext http) => runner.RunMessagesAsync(http, events.RunAsync);

    private Task TakeNoticesAsync(HttpContext http, string lane) => runner.RunMessagesAsync(http, (messages, ct) => lanes.RunAsync(lane, messages, ct));

    private Task PokeAsync(HttpContext http, Schedule schedule) => runner.RunAsync(http, (_, ct) => schedules.RunAsync(schedule, ct));

    private static void Add(RouteTable routes, string function, RequestDelegate handler) => routes.Add(Access.FunctionsHost, new Operation(function, "functions", "Lệnh gọi của máy chủ Functions / Invocation by the Functions host")
    {
        Method = "POST",
        Path = "/" + function,
    }, handler);
}
