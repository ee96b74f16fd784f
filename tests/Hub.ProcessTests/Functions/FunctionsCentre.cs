using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Hub.Core.Trust;
using Hub.ProcessTests.Functions.Host;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Microsoft.AspNetCore.Builder;

namespace Hub.ProcessTests.Functions;

/// <summary>A centre whose hub is the published app behind the simulated host; the twins live in the test's own process and survive every kill.</summary>
internal sealed class FunctionsCentre : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _keys = [];
    private readonly List<FunctionsHost> _others = [];
    private readonly WebApplication _twins;

    private FunctionsCentre(WebApplication twins, Twin twin, string bus)
    {
        (_twins, Twin) = (twins, twin);
        Bus = new ServiceBusClient(bus);
    }

    public Twin Twin { get; }

    public FunctionsHost Host { get; private set; } = null!;

    /// <summary>The Service Bus twin as a sender, and as the host's listener, see it.</summary>
    public ServiceBusClient Bus { get; }

    public Dictionary<string, string> Settings { get; } = new()
    {
        ["HUB__Lanes__national-portal__Ladder"] = string.Join(',', Enumerable.Repeat("00:00:00.3", 20)),
        ["HUB__Lanes__national-portal__ProbeEvery"] = "00:00:00.2",
        ["HUB__Lanes__national-portal__ProbeCeiling"] = "00:00:00.5",
        ["HUB__Lanes__national-portal__RatePerSecond"] = "0",
        ["HUB__Lanes__national-portal__Lease"] = "00:00:10",
        ["HUB__Intake__RatePerKey"] = "0",

        // What an invocation came to is told at this level.
        ["HUB__Telemetry__LogLevel"] = "Debug",
    };

    public static async Task<FunctionsCentre> StartAsync(PublishedApp published, params (string Name, string Value)[] settings)
    {
        // A day of numbers would hit the magic ones by accident.
        var twins = SandboxHost.Build(new SandboxOptions { Seed = 7, Portal = new PortalTwinOptions { MagicCodes = false } });
        await twins.StartAsync();
        var address = new Uri(twins.Urls.First() + "/");
        var twin = new Twin(address);
        var bus = (await twin.Http.GetAsync("_twin/service-bus"))["connectionString"]!.GetValue<string>();
        var centre = new FunctionsCentre(twins, twin, bus);
        centre.Settings["HUB__Data"] = centre._folder["data"];
        centre.Settings["HUB__NationalPortal__BaseAddress"] = $"{address}portal/";
        foreach (var (name, dialect, face) in new[] { ("vnpost", "ngsp", "a"), ("myvnpost", "myvnpost", "d") })
        {
            centre.Settings[$"HUB__Post__Operators__{name}__Dialect"] = dialect;
            centre.Settings[$"HUB__Post__Operators__{name}__BaseAddress"] = $"{address}post/{face}/";
            centre.Settings[$"HUB__Post__Operators__{name}__CustomerCode"] = "H40DEMO";
        }

        centre.Settings["HUB__Post__Operators__vnpost__Key"] = "demo-key";
        centre.Settings["HUB__Post__Operators__vnpost__Secret"] = "demo-secret";
        centre.Settings["HUB__Post__Operators__myvnpost__Username"] = "demo";
        centre.Settings["HUB__Post__Operators__myvnpost__Password"] = "demo-password";
        centre.Settings["HUB__ServiceBus__ConnectionString"] = bus;
        foreach (var (name, value) in settings)
        {
            centre.Settings[name] = value;
        }

        try
        {
            await centre.BeginAsync(published);
            return centre;
        }
        catch
        {
            await centre.DisposeAsync();
            throw;
        }
    }

    private async Task BeginAsync(PublishedApp published)
    {
        var (_, output, errors) = await CommandRun.InEnglishAsync(Settings, "keys", "create", "--role", Role.Admin, "--name", Role.Admin, "--json");
        _keys[Role.Admin] = (output.Length > 0 ? JsonNode.Parse(output) : throw new InvalidOperationException(errors))!["key"]!.GetValue<string>();
        Host = await FunctionsHost.StartAsync(published.Root, Settings);
        foreach (var role in new[] { Role.CaseSystem, Role.Operator, Role.Auditor })
        {
            var (status, text) = await SendAsync("POST", "keys", Role.Admin, new JsonObject { ["role"] = role, ["name"] = role }.ToJsonString());
            _keys[role] = (status is 200 or 201 ? JsonNode.Parse(text) : throw new InvalidOperationException(text))!["key"]!.GetValue<string>();
        }
    }

    /// <summary>Another host with its own worker over the same store, as when the plan scales out.</summary>
    public async Task<FunctionsHost> ScaleOutAsync(PublishedApp published)
    {
        var host = await FunctionsHost.StartAsync(published.Root, Settings);
        _others.Add(host);
        return host;
    }

    /// <summary>A public request, through the host's front.</summary>
    public async Task<(int Status, string Text)> SendAsync(
        string method, string path, string? role, string? body = null, string contentType = "application/json", bool isChunked = false, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        request.Headers.Authorization = role is null ? null : new AuthenticationHeaderValue("Bearer", _keys.GetValueOrDefault(role, role));
        request.Headers.TransferEncodingChunked = isChunked ? true : null;
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await Host.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonNode> PostAsync(params IEnumerable<string> events)
    {
        var (status, text) = await SendAsync("POST", "events", Role.CaseSystem, "[" + string.Join(',', events) + "]", "application/cloudevents-batch+json");
        return status == 202 ? JsonNode.Parse(text)! : throw new HttpRequestException($"{status} {text}");
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        var (status, text) = await SendAsync("GET", path, Role.Operator);
        return status == 200 ? JsonNode.Parse(text)! : throw new HttpRequestException($"{status} {text}");
    }

    /// <summary>The last event that was there when this test began.</summary>
    public long Mark { get; private set; }

    /// <summary>A test begins: what others have left counts no more.</summary>
    public async Task BeginAsync() => Mark = (await ReadAsync(Mark)).Last;

    /// <summary>The ids of every event that came in since, in order of acceptance.</summary>
    public async Task<IReadOnlyList<string>> StoredAsync() => (await ReadAsync(Mark)).Ids;

    private async Task<(IReadOnlyList<string> Ids, long Last)> ReadAsync(long after)
    {
        var stored = new List<string>();
        while (true)
        {
            var page = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"events?direction=in&limit=1000&after={after}"));
            if (page["events"]!.AsArray().Count == 0)
            {
                return (stored, after);
            }

            stored.AddRange(page["events"]!.AsArray().Select(e => e!["id"]!.GetValue<string>()));
            after = page["next"]!.GetValue<long>();
        }
    }

    public async Task<JsonNode> LaneAsync(string name) => (await GetAsync("lanes"))["lanes"]!.AsArray().First(lane => lane!["lane"]!.GetValue<string>() == name)!;

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        await Bus.DisposeAsync();
        Twin.Dispose();
        await _twins.StopAsync();
        await _twins.DisposeAsync();
        _folder.Dispose();
    }
}
