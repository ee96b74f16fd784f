using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Functions;
using Hub.Functions.Azure.Worker;
using Hub.Functions.Settings;
using Hub.NationalPortal.Settings;
using Hub.Tests;
using Hub.Tests.Http;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Infra;

/// <summary>Templates and app speak of the same queues, settings, roles and paths.</summary>
public sealed partial class AzureTests(HubApp hub) : IClassFixture<HubApp>
{
    // Built-in roles and their ids, which no deployment may mix up: learn.microsoft.com/azure/role-based-access-control/built-in-roles.
    private static readonly Dictionary<string, string> KnownRoles = new(StringComparer.Ordinal)
    {
        ["Azure Service Bus Data Sender"] = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        ["Azure Service Bus Data Receiver"] = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    private static readonly ServiceBusOptions Names = new();
    private static readonly BicepFile Main = BicepFile.All.Single(file => file.Name == "main.bicep");
    private static readonly BicepFile Bus = File("servicebus");
    private static readonly BicepFile Function = File("function");
    private static readonly BicepFile Roles = File("roles");
    private static readonly BicepFile Alerts = File("alerts");

    private IEnumerable<string> LaneQueues => hub.App.Services.GetServices<IConnector>().Select(connector => Names.LaneQueue(connector.Lane));

    // What main.bicep hands to its modules: the one list of lanes, and what the queues' names begin with.
    private static readonly Dictionary<string, IReadOnlyList<string>> Given = new(StringComparer.Ordinal)
    {
        ["lanes"] = Main.List("lanes"),
        ["queuePrefix"] = [Regex.Match(Main.Text, "^param queuePrefix string = '(.+)'$", RegexOptions.Multiline).Groups[1].Value],
    };

    private static Dictionary<string, string> Queues => Bus.Named("Microsoft.ServiceBus/namespaces/queues", Given).ToDictionary(queue => queue.Name, queue => queue.Body, StringComparer.Ordinal);

    [Fact]
    public void The_lanes_of_the_templates_are_those_of_the_descriptors()
    {
        Assert.Equal(Shipped.Wings.Parties.Lanes.Order(StringComparer.Ordinal), Main.List("lanes"));
        Assert.DoesNotContain(BicepFile.All.Where(file => file.Name != "main.bicep"), file => Shipped.Wings.Parties.Lanes.Any(lane => file.Text.Contains("-" + lane, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_host_hands_out_all_that_a_lane_with_receivers_may_have_under_way()
    {
        using var host = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "functions/Azure/host.json")));
        var bus = host.RootElement.GetProperty("extensions").GetProperty("serviceBus");

        // A notice that is fetched ahead is locked and looked at by nobody: none is. As many calls run as the widest lane has slots, so that none of a receiver that hangs keeps another's out.
        Assert.Equal(0, bus.GetProperty("prefetchCount").GetInt32());
        Assert.Equal(SlotShare.Slots(new LaneOptions().Concurrency), bus.GetProperty("maxConcurrentCalls").GetInt32());
    }

    [Fact]
    public void The_queues_are_those_that_the_app_uses()
    {
        Assert.Equal(LaneQueues.Concat([Names.EventsQueue, Names.VerdictsQueue, Names.ParkedQueue]).Order(StringComparer.Ordinal), Queues.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(LaneQueues.Append(Names.EventsQueue).Order(StringComparer.Ordinal), Triggers().Select(trigger => trigger.Queue).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_queue_takes_no_message_twice_has_no_sessions_and_gives_up_after_a_while()
    {
        foreach (var (name, body) in Queues)
        {
            Assert.Equal("true", BicepFile.Property(body, "requiresDuplicateDetection"));
            Assert.Equal("false", BicepFile.Property(body, "requiresSession"));
            Assert.Equal("100", BicepFile.Property(body, "maxDeliveryCount"));
            Assert.Matches("^PT[1-5]M$", BicepFile.Property(body, "lockDuration"));

            // A notice that has expired is void; an event that has expired is lost unless it is kept.
            Assert.Equal(LaneQueues.Contains(name) ? "false" : "true", BicepFile.Property(body, "deadLetteringOnMessageExpiration"));
        }
    }

    [Fact]
    public void The_app_starts_with_the_settings_of_the_template()
    {
        var environment = Function.Settings.Where(setting => setting.Name.StartsWith("HUB__", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Name, setting => Value(setting.Name, setting.Value), StringComparer.Ordinal);

        var settings = SettingsReader.Read(Shipped.Wings, [], environment, []);

        Assert.Equal((StoreKind.Postgres, TransportKind.ServiceBus), (settings.Store, settings.Transport));
        Assert.Equal("https://adapter.example/forward/", settings.Of<NationalPortalOptions>().BaseAddress!.ToString());
        foreach (var required in new[] { "HUB__Postgres__ConnectionString", "HUB__ServiceBus__Namespace", "HUB__NationalPortal__Username", "HUB__NationalPortal__UnitCode" })
        {
            var less = environment.Where(setting => setting.Key != required).ToDictionary(StringComparer.Ordinal);
            Assert.Contains(required["HUB__".Length..].Replace("__", ":", StringComparison.Ordinal), Assert.Throws<SettingsException>(() => SettingsReader.Read(Shipped.Wings, [], less, [])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_app_asks_of_its_host_is_set_in_the_template_and_the_other_way_round()
    {
        var page = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "functions/Azure/README.md"));
        var asked = Asked().Matches(page[..page.IndexOf("## What runs", StringComparison.Ordinal)]).Select(match => (Name: match.Groups[1].Value, Value: match.Groups[2].Value)).ToList();
        var set = Function.Settings.Where(setting => !setting.Name.StartsWith("HUB__", StringComparison.Ordinal)).ToList();

        Assert.Contains(("AzureWebJobsDisableHomepage", "true"), asked);
        foreach (var (name, value) in asked.Where(setting => !setting.Name.StartsWith("FUNCTIONS_", StringComparison.Ordinal)))
        {
            // By identity a setting is a group of its own, and what stands in it is the deployment's.
            var (_, given) = Assert.Single(set, setting => setting.Name == name || setting.Name.StartsWith(name + "__", StringComparison.Ordinal));
            Assert.True(value.Length == 0 || given == $"'{value}'", name);
        }

        Assert.Empty(
            from setting in set
            where !setting.Name.StartsWith("APPLICATIONINSIGHTS_", StringComparison.Ordinal) && !asked.Exists(each => setting.Name.StartsWith(each.Name, StringComparison.Ordinal))
            select setting.Name);
    }

    [Fact]
    public void No_key_and_no_connection_string_stands_in_a_template()
    {
        Assert.Empty(
            from file in BicepFile.All
            from Match found in Key().Matches(file.Text)
            select $"{file.Name}: {found.Value}");
        Assert.Empty(
            from setting in Function.Settings
            where Secret().IsMatch(setting.Name) && !setting.Value.StartsWith("'@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal)
            select setting.Name);
        Assert.Equal("false", BicepFile.Property(File("storage").Text, "allowSharedKeyAccess"));
        Assert.Equal("true", BicepFile.Property(Bus.Text, "disableLocalAuth"));
    }

    [Fact]
    public void The_host_finds_the_connection_that_the_triggers_name() => Assert.Empty(
        from trigger in Triggers()
        where !Function.Settings.Any(setting => setting.Name == trigger.Connection + "__fullyQualifiedNamespace")
        select trigger);

    [Fact]
    public void Roles_are_known_and_no_wider_than_what_the_app_does()
    {
        var declared = Role().Matches(Roles.Text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var granted = Granted().Matches(Roles.Text).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(KnownRoles.OrderBy(role => role.Key, StringComparer.Ordinal), declared.OrderBy(role => role.Key, StringComparer.Ordinal));
        Assert.True(granted.SetEquals(KnownRoles.Keys));
        Assert.Equal(LaneQueues.Concat([Names.VerdictsQueue, Names.ParkedQueue]).Order(StringComparer.Ordinal), Roles.Joined("sends", Given).Order(StringComparer.Ordinal));
        Assert.Equal(Triggers().Select(trigger => trigger.Queue).Order(StringComparer.Ordinal), Roles.Joined("receives", Given).Order(StringComparer.Ordinal));
        Assert.Empty(
            from resource in Roles.Resources
            where resource.Type == "Microsoft.Authorization/roleAssignments" && BicepFile.Property(resource.Body, "scope") is null or "namespace"
            select resource.Symbol);
    }

    [Fact]
    public async Task Every_alert_has_a_page_and_every_path_is_answered()
    {
        var alerts = Alerts.Resources.Where(resource => resource.Type == "Microsoft.Insights/metricAlerts").ToList();

        Assert.True(alerts.Count >= 5);
        foreach (var alert in alerts)
        {
            var page = Page().Match(alert.Body).Value;
            Assert.True(page.Length > 0 && System.IO.File.Exists(Path.Combine(Repository.Root, page)), alert.Symbol);
            Assert.Contains("actionGroupId: people.id", alert.Body, StringComparison.Ordinal);
        }

        Assert.Contains("values: queues\n", Alerts.Text, StringComparison.Ordinal);
        Assert.Contains("queues: serviceBus.outputs.queues\n", Main.Text, StringComparison.Ordinal);
        Assert.Equal(Queues.Keys.Order(StringComparer.Ordinal), Bus.Joined("queues", Given).Order(StringComparer.Ordinal));
        foreach (var path in BicepFile.All.SelectMany(file => Address().Matches(file.Text)).Select(match => match.Groups[1].Value))
        {
            Assert.Equal(200, (await hub.GetAsync(path, null)).Status);
        }
    }

    private static BicepFile File(string module) => BicepFile.All.Single(file => file.Name == $"modules/{module}.bicep");

    private static List<(string Queue, string Connection)> Triggers() =>
        [.. from function in FunctionSet.Of(SettingsReader.Read(Shipped.Wings, [], new Dictionary<string, string>(), []), [])
            where function.Type == "serviceBusTrigger"
            select (function.Trigger["queueName"]!.GetValue<string>(), function.Trigger["connection"]!.GetValue<string>())];

    // A literal stands for itself; for what a deployment fills in, something of its kind.
    private static string Value(string name, string written) => written switch
    {
        _ when !written.Contains("${", StringComparison.Ordinal) && written.StartsWith('\'') => written.Trim('\''),
        _ when name.EndsWith("ConnectionString", StringComparison.Ordinal) => "Host=db.example;Database=hub;Username=hub_app;Password=x",
        _ when name.EndsWith("MaxConnections", StringComparison.Ordinal) => "16",
        _ when name.EndsWith("BaseAddress", StringComparison.Ordinal) => "https://adapter.example/forward/",
        _ when name.EndsWith("UnitCode", StringComparison.Ordinal) => "000.00.00.H40",
        _ when name.EndsWith("AllowedNetworks", StringComparison.Ordinal) => "10.20.1.0/28,10.20.2.7",
        _ when name.EndsWith("Namespace", StringComparison.Ordinal) => "hub-demo.servicebus.windows.net",
        _ when name.EndsWith("QueuePrefix", StringComparison.Ordinal) => "hub",
        _ => "x",
    };

    [GeneratedRegex(@"(?m)^\| `(?!HUB__)([A-Za-z_]+)` \| (?:`([^`~]+)`)?")]
    private static partial Regex Asked();

    [GeneratedRegex("listKeys|AccountKey|SharedAccessKey|DefaultEndpointsProtocol|(?i)password=")]
    private static partial Regex Key();

    [GeneratedRegex("^HUB__.*(Password|ConnectionString|Key|Secret)$")]
    private static partial Regex Secret();

    [GeneratedRegex("'([A-Z][A-Za-z ]+)': '([0-9a-f-]{36})'")]
    private static partial Regex Role();

    [GeneratedRegex(@"roleIds\['([^']+)'\]")]
    private static partial Regex Granted();

    [GeneratedRegex("infra/runbooks/[a-z-]+\\.md")]
    private static partial Regex Page();

    [GeneratedRegex(@"https://\$\{app\.outputs\.host\}(/[a-z/]+)")]
    private static partial Regex Address();
}
