using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>What the host posts and what it makes of the answer, row by row, against the published app.</summary>
public sealed class InvocationTests(InvocationTests.Started started) : IClassFixture<InvocationTests.Started>, IAsyncLifetime
{
    private const string Events = FunctionNames.IncomingEvents;
    private const string Structured = "application/cloudevents+json";
    private readonly FunctionsCentre _centre = started.Centre;

    public Task InitializeAsync() => _centre.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_structured_event_is_stored_once_however_it_is_wrapped()
    {
        var message = Message(Event.Received("wrapped", "H40-W"), Structured);
        string[] bodies =
        [
            TriggerBody.Binary("message", message),
            TriggerBody.Text("message", message),
            TriggerBody.Many("messages", [message], isBinary: true),
            TriggerBody.Many("messages", [message], isBinary: false),
            $$$"""{"Data":{"message":{{{Event.Received("wrapped", "H40-W")}}}},"Metadata":{}}""",
        ];

        foreach (var body in bodies)
        {
            var end = await _centre.Host.InvokeAsync(Events, body);
            Assert.True(end.Succeeded, end.Reason + body);
            Assert.Equal(["1 accepted, 0 refused"], end.Logs);
        }

        Assert.Equal(["wrapped"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task A_binary_event_keeps_its_attributes_to_the_letter()
    {
        var message = Message(Event.Data, "application/json; charset=utf-8", new()
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = "100%25 \"quoted\" %",
            ["cloudEvents_source"] = "/centre/h40",
            ["cloudEvents:type"] = Event.ReceivedType,
            ["cloudEvents:subject"] = "H40-Đ",
            ["cloudEvents:time"] = "2026-11-21T09:15:30+07:00",
            ["another"] = 7,
        });

        var end = await _centre.Host.InvokeAsync(Events, TriggerBody.Binary("message", message));

        Assert.True(end.Succeeded, end.Reason);
        var stored = (await _centre.GetAsync($"events?after={_centre.Mark}"))["events"]!.AsArray().Single()!;
        Assert.Equal(("100%25 \"quoted\" %", "H40-Đ"), (stored["id"]!.GetValue<string>(), stored["subject"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Many_events_of_one_invocation_are_all_stored_those_in_binary_form_too()
    {
        var binary = Message(Event.Data, "application/json", new()
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = "many-2",
            ["cloudEvents:source"] = "/centre/h40",
            ["cloudEvents:type"] = Event.ReceivedType,
            ["cloudEvents:subject"] = "H40-2",
            ["cloudEvents:time"] = "2026-11-21T09:15:30+07:00",
        });
        var batch = Message($"[{Event.Received("many-3", "H40-3")},{Event.Received("many-4", "H40-4")}]", "application/cloudevents-batch+json");

        var end = await _centre.Host.InvokeAsync(Events, TriggerBody.Many("messages", [Message(Event.Received("many-1", "H40-1"), Structured), binary, batch], isBinary: true));

        Assert.Equal(["4 accepted, 0 refused"], end.Logs);
        Assert.Equal(["many-1", "many-2", "many-3", "many-4"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task A_body_that_shadows_the_brokers_metadata_deceives_nobody()
    {
        // Where the value is text the host copies such properties over the broker's own.
        var spoof = new JsonObject
        {
            ["contentType"] = "application/json",
            ["applicationProperties"] = new JsonObject
            {
                ["cloudEvents:specversion"] = "1.0",
                ["cloudEvents:id"] = "spoofed",
                ["cloudEvents:source"] = "/centre/h40",
                ["cloudEvents:type"] = Event.ReceivedType,
                ["cloudEvents:subject"] = "H40-S",
            },
            ["messageId"] = "spoofed",
            ["deliveryCount"] = "999",
        };

        var end = await _centre.Host.InvokeAsync(Events, TriggerBody.Text("message", Message(spoof.ToJsonString(), "text/plain")));

        Assert.False(end.Succeeded);
        Assert.Empty(await _centre.StoredAsync());
    }

    [Fact]
    public async Task Whatever_is_posted_no_answer_leaves_an_invocation_hanging()
    {
        string[] bodies =
        [
            "", "null", "[]", "{}", "1", "\"x\"", "{", "{\"Data\":null}", "{\"Data\":{}}", "{\"Data\":{\"message\":null}}", "{\"Data\":{\"message\":7}}", "{\"Data\":{\"message\":\"\"}}",
            "{\"Data\":{\"message\":\"abcd\"}}", "{\"Data\":{\"messages\":\"[]\"}}", "{\"Data\":{\"messages\":\"[null]\"}}", "{\"Data\":[1]}", new string('[', 5000),
            TriggerBody.Binary("message", Message("{\"specversion\":\"1.0\"", Structured)),
        ];
        foreach (var function in _centre.Host.Functions.Where(f => f.Type != "httpTrigger"))
        {
            foreach (var body in bodies)
            {
                var end = await _centre.Host.InvokeAsync(function.Name, body);
                Assert.False(end.Hung, function.Name + body);
            }
        }

        Assert.Empty(_centre.Host.Hung);
        Assert.Empty(await _centre.StoredAsync());
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_given_back_and_no_notice_is_ever_one()
    {
        Assert.False((await _centre.Host.InvokeAsync(Events, TriggerBody.Binary("message", Message("no JSON", null)))).Succeeded);
        Assert.False((await _centre.Host.InvokeAsync(Events, "{\"Metadata\":{}}")).Succeeded);
        Assert.False((await _centre.Host.InvokeAsync("Lane_nowhere", "{}")).Succeeded);
    }

    [Fact]
    public async Task Too_large_a_body_is_given_back_and_the_next_one_is_taken()
    {
        var large = Message(Event.Received("large", "H40-L") + new string(' ', 40_000_000), Structured);

        Assert.False((await _centre.Host.InvokeAsync(Events, TriggerBody.Binary("message", large))).Succeeded);

        Assert.True((await _centre.Host.InvokeAsync(Events, TriggerBody.Binary("message", Message(Event.Received("small", "H40-L"), Structured)))).Succeeded);
        Assert.Equal(["small"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task What_is_refused_and_nobody_can_be_told_ends_in_the_brokers_dead_letters_with_the_rest_delivered_once()
    {
        var queue = new SimulatedQueue("hub-events");
        _centre.Host.Listen(queue);

        await queue.SendAsync(Message(Event.Received("q-1", "H40-Q1"), Structured));
        await queue.SendAsync(Message("""{"specversion":"1.0","id":"q-2","source":"/centre/h40","type":"vn.onestop.unknown.v1","data":{}}""", Structured, id: "unknown-type"));
        await queue.SendAsync(Message(Event.Received("q-1", "H40-Q1"), Structured));
        await Eventually.EqualAsync(0L, queue.OpenAsync);

        Assert.Equal(["unknown-type"], await queue.DeadAsync());
        Assert.Equal(2 + 10, queue.Deliveries);
        Assert.Equal(["q-1"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task An_event_and_its_line_in_the_audit_name_the_broker_that_brought_it()
    {
        await _centre.Host.InvokeAsync(Events, TriggerBody.Binary("message", Message(Event.Received("audited", "H40-A"), Structured)));

        var stored = await _centre.GetAsync("events/audited");
        Assert.Equal("broker:servicebus", stored["acceptedBy"]!.GetValue<string>());
        var audit = JsonNode.Parse((await _centre.SendAsync("GET", "audit?limit=1000", Role.Auditor)).Text)!["entries"]!.AsArray();
        Assert.Single(audit, line => (line!["actor"]!.GetValue<string>(), line["act"]!.GetValue<string>(), line["target"]?.GetValue<string>()) == ("broker:servicebus", "queue events", "H40-A"));
    }

    [Fact]
    public async Task Every_timer_pokes_its_steps_and_its_schedule_fires()
    {
        var midnight = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(Schedules.Of(Shipped.Wings.Parties).Select(s => FunctionNames.Timer(s.Name)).Order(), _centre.Host.Due(midnight, midnight.AddMinutes(30)).Order());

        foreach (var timer in _centre.Host.Functions.Where(f => f.Type == "timerTrigger"))
        {
            var end = await _centre.Host.FireAsync(timer.Name);
            Assert.True(end.Succeeded, timer.Name + end.Reason);
            Assert.DoesNotContain("nothing of this name runs here", end.Logs);
        }
    }

    public sealed class Started() : StartedCentre();

    private static QueueMessage Message(string body, string? contentType, Dictionary<string, object>? properties = null, string? id = null) =>
        new(Encoding.UTF8.GetBytes(body), id ?? Guid.NewGuid().ToString(), contentType, properties);
}
