using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>The folders of the published app against what the hub has: its routes, its lanes, its schedules.</summary>
public sealed class FunctionSetTests(PublishedApp published, HubApp hub) : IClassFixture<PublishedApp>, IClassFixture<HubApp>
{
    [Fact]
    public async Task Every_route_lane_and_schedule_has_its_function_and_nothing_else_has_one()
    {
        var expected = (await HttpAsync()).Concat(Lanes()).Concat(Timers()).ToDictionary(f => f.Name, f => f.Json);
        expected.Add(FunctionNames.IncomingEvents, Queue("hub-events"));

        var found = FunctionFile.ReadAll(published.Root).ToDictionary(f => f.Name, f => f.Bindings);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value.ToJsonString(), found[pair.Key].ToJsonString()));
    }

    [Fact]
    public void The_published_folder_starts_the_hub_by_its_own_runtime()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(published.Root, "host.json")))!;
        var handler = host["customHandler"]!;

        var executable = Path.Combine(published.Root, handler["description"]!["defaultExecutablePath"]!.GetValue<string>());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(executable).HasFlag(UnixFileMode.UserExecute));
        Assert.True(File.Exists(Path.Combine(published.Root, "libcoreclr.so")));
        Assert.Equal(["--functions"], handler["description"]!["arguments"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.True(handler["enableForwardingHttpRequest"]!.GetValue<bool>());
        Assert.Equal("", host["extensions"]!["http"]!["routePrefix"]!.GetValue<string>());
        Assert.True(TimeSpan.Parse(host["functionTimeout"]!.GetValue<string>()) > TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task No_trigger_is_a_path_of_the_public_interface()
    {
        var paths = (await OperationsAsync()).Select(o => Segment(o.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(FunctionFile.ReadAll(published.Root), f => f.Type != "httpTrigger" && paths.Contains(f.Name));
    }

    // The host serves "/" only by a route that is not empty, and a route that takes everything would take the host's own paths too.
    private async Task<IEnumerable<(string Name, JsonArray Json)>> HttpAsync() =>
        from operation in await OperationsAsync()
        group operation by operation.Path == "/" ? "root" : operation.Tag into tag
        let segment = Segment(tag.First().Path)
        let route = tag.Key == "root" ? "{root:maxlength(0)?}" : tag.All(o => o.Path == "/" + segment) ? segment : segment + "/{*rest}"
        select (FunctionNames.Http(tag.Key), new JsonArray(
            new JsonObject
            {
                ["type"] = "httpTrigger",
                ["direction"] = "in",
                ["name"] = "req",
                ["authLevel"] = "anonymous",
                ["methods"] = new JsonArray([.. tag.Select(o => o.Method).Distinct().Order(StringComparer.Ordinal).Select(m => JsonValue.Create(m))]),
                ["route"] = route,
            },
            new JsonObject { ["type"] = "http", ["direction"] = "out", ["name"] = "res" }));

    private IEnumerable<(string Name, JsonArray Json)> Lanes() =>
        hub.App.Services.GetServices<IConnector>().Select(connector => (FunctionNames.Lane(connector.Lane), Queue("hub-lane-" + connector.Lane)));

    private static IEnumerable<(string Name, JsonArray Json)> Timers() => Schedules.Of(Shipped.Wings.Parties).Select(schedule => (FunctionNames.Timer(schedule.Name), new JsonArray(new JsonObject
    {
        ["type"] = "timerTrigger",
        ["direction"] = "in",
        ["name"] = "timer",
        ["schedule"] = schedule.Cron,
        ["runOnStartup"] = false,
        ["useMonitor"] = false,
    })));

    private static JsonArray Queue(string name) => new(new JsonObject
    {
        ["type"] = "serviceBusTrigger",
        ["direction"] = "in",
        ["name"] = "message",
        ["queueName"] = name,
        ["connection"] = "ServiceBus",
        ["dataType"] = "binary",
        ["cardinality"] = "one",
    });

    private async Task<List<(string Tag, string Method, string Path)>> OperationsAsync() =>
    [
        .. from path in (await hub.GetAsync("/openapi.json", Role.Admin)).Json.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where method.Value.ValueKind is JsonValueKind.Object && method.Value.TryGetProperty("tags", out _)
           select (method.Value.GetProperty("tags")[0].GetString()!, method.Name, path.Name),
    ];

    private static string Segment(string path) => path.Split('/')[1];
}
