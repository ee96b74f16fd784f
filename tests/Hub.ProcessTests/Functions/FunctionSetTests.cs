using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>The functions that the published worker tells of against what the hub has: its routes, its lanes, its schedules.</summary>
public sealed class FunctionSetTests(FunctionSetTests.Started started, HubApp hub) : IClassFixture<FunctionSetTests.Started>, IClassFixture<HubApp>
{
    [Fact]
    public async Task Every_route_lane_and_schedule_has_its_function_and_nothing_else_has_one()
    {
        var expected = (await HttpAsync()).Concat(Lanes()).Concat(Timers()).Append((FunctionNames.IncomingEvents, Queue("hub-events"))).ToDictionary(f => f.Item1, f => f.Item2);

        var found = started.Centre.Host.Functions.ToDictionary(f => f.Name, f => f.Trigger);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value.ToJsonString(), found[pair.Key].ToJsonString()));
    }

    [Fact]
    public void A_function_has_a_name_that_a_setting_can_hold_and_an_id_of_its_own()
    {
        Assert.All(started.Centre.Host.Functions, f => Assert.Matches("^(Http|Lane|Timer|Events)_[A-Za-z_]+$", f.Name));
        Assert.Equal(started.Centre.Host.Functions.Count, started.Centre.Host.Functions.Select(f => f.Id).Distinct().Count());
        Assert.All(started.Centre.Host.Functions.Where(f => f.Type == "httpTrigger"), f => Assert.Equal(("$return", "http"), (f.Bindings[1]["name"]!.GetValue<string>(), f.Bindings[1]["type"]!.GetValue<string>())));
    }

    [Fact]
    public void The_host_finds_in_the_package_what_it_needs()
    {
        var root = started.Root;
        var files = HostFiles.Read(root);

        Assert.Equal(("dotnet", Path.Combine(root, "hub.dll"), ""), (files.Executable, files.WorkerPath, files.RoutePrefix));
        Assert.All((string[])["hub", "hub.dll", "functions.metadata", "extensions.json"], file => Assert.True(File.Exists(Path.Combine(root, file)), file));
        Assert.Empty(Directory.GetFiles(root, "function.json", SearchOption.AllDirectories));
        Assert.True(files.FunctionTimeout > TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task Queues_follow_the_prefix_that_is_set()
    {
        await using var other = await FunctionsHost.StartAsync(started.Root, new Dictionary<string, string>(started.Centre.Settings)
        {
            ["HUB__Data"] = Path.Combine(started.Centre.Settings["HUB__Data"], "other"),
            ["HUB__ServiceBus__QueuePrefix"] = "tinh",
        });

        Assert.All(other.Functions.Where(f => f.Type == "serviceBusTrigger"), f => Assert.StartsWith("tinh-", f.Text("queueName"), StringComparison.Ordinal));
    }

    // The host serves "/" only by a route that is not empty, and a route that takes everything would take the host's own paths too.
    private async Task<IEnumerable<(string, JsonObject)>> HttpAsync() =>
        from operation in await OperationsAsync()
        group operation by operation.Path == "/" ? "root" : operation.Tag into tag
        let segment = Segment(tag.First().Path)
        let route = tag.Key == "root" ? "{root:maxlength(0)?}" : tag.All(o => o.Path == "/" + segment) ? segment : segment + "/{*rest}"
        select (FunctionNames.Http(tag.Key), new JsonObject
        {
            ["name"] = "request",
            ["type"] = "httpTrigger",
            ["direction"] = "In",
            ["authLevel"] = "Anonymous",
            ["methods"] = new JsonArray([.. tag.SelectMany(o => o.Method == "get" ? (string[])["get", "head"] : [o.Method]).Distinct().Order(StringComparer.Ordinal).Select(m => JsonValue.Create(m))]),
            ["route"] = route,
        });

    private IEnumerable<(string, JsonObject)> Lanes() =>
        hub.App.Services.GetServices<IConnector>().Select(connector => (FunctionNames.Lane(connector.Lane), Queue("hub-lane-" + connector.Lane)));

    private static IEnumerable<(string, JsonObject)> Timers() => Schedules.Of(Shipped.Wings.Parties).Select(schedule => (FunctionNames.Timer(schedule.Name), new JsonObject
    {
        ["name"] = "timer",
        ["type"] = "timerTrigger",
        ["direction"] = "In",
        ["schedule"] = schedule.Cron,
        ["runOnStartup"] = false,
        ["useMonitor"] = false,
    }));

    private static JsonObject Queue(string name) => new()
    {
        ["name"] = "messages",
        ["type"] = "serviceBusTrigger",
        ["direction"] = "In",
        ["properties"] = new JsonObject { ["supportsDeferredBinding"] = "True" },
        ["queueName"] = name,
        ["connection"] = "ServiceBus",
        ["autoCompleteMessages"] = false,
        ["isSessionsEnabled"] = false,
        ["cardinality"] = "One",
    };

    private async Task<List<(string Tag, string Method, string Path)>> OperationsAsync() =>
    [
        .. from path in (await hub.GetAsync("/openapi.json", Role.Admin)).Json.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where method.Value.ValueKind is JsonValueKind.Object && method.Value.TryGetProperty("tags", out _)
           select (method.Value.GetProperty("tags")[0].GetString()!, method.Name, path.Name),
    ];

    private static string Segment(string path) => path.Split('/')[1];

    public sealed class Started() : StartedCentre;
}
