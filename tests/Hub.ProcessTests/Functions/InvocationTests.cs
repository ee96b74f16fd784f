using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.ProcessTests.Functions.Host.Protocol;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>Messages and timers by the host's protocol against the published app.</summary>
public sealed class InvocationTests(InvocationTests.Started started) : IClassFixture<InvocationTests.Started>, IAsyncLifetime
{
    private const string Events = FunctionNames.IncomingEvents;
    private const string Structured = "application/cloudevents+json";
    private readonly FunctionsCentre _centre = started.Centre;

    public Task InitializeAsync() => _centre.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_structured_event_is_stored_once_however_often_it_comes()
    {
        var queue = new SimulatedQueue("hub-events");
        var message = Message(Event.Received("wrapped", "H40-W"), Structured);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var end = await DeliverAsync(queue, message);
            Assert.True(end.Says("1 accepted, 0 refused"), end.Reason + string.Join('\n', end.Logs));
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

        var end = await DeliverAsync(new SimulatedQueue("hub-events"), message);

        Assert.True(end.Succeeded, end.Reason);
        var stored = (await _centre.GetAsync($"events?after={_centre.Mark}"))["events"]!.AsArray().Single()!;
        Assert.Equal(("100%25 \"quoted\" %", "H40-Đ"), (stored["id"]!.GetValue<string>(), stored["subject"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Messages_that_come_together_are_settled_each_by_itself()
    {
        var queue = new SimulatedQueue("hub-events");
        var binary = Message(Event.Data, "application/json", new()
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = "many-2",
            ["cloudEvents:source"] = "/centre/h40",
            ["cloudEvents:type"] = Event.ReceivedType,
            ["cloudEvents:subject"] = "H40-2",
            ["cloudEvents:time"] = "2026-11-21T09:15:30+07:00",
        });
        QueueMessage[] messages =
        [
            Message(Event.Received("many-1", "H40-1"), Structured), binary, Message("no JSON", null, id: "unreadable"),
            Message($"[{Event.Received("many-3", "H40-3")},{Event.Received("many-4", "H40-4")}]", "application/cloudevents-batch+json"),
        ];
        foreach (var message in messages)
        {
            await queue.SendAsync(message);
            _centre.Host.Hold(queue, await queue.ReceiveAsync(CancellationToken.None));
        }

        var end = await _centre.Host.DeliverManyAsync(Events, messages);

        Assert.True(end.Succeeded, end.Reason);
        Assert.Equal(["many-1", "many-2", "many-3", "many-4"], await _centre.StoredAsync());
        Assert.Equal([("unreadable", "unreadable-body")], queue.Dead);
        Assert.Equal(0, await queue.OpenAsync());
    }

    [Fact]
    public async Task What_is_no_message_fails_and_nothing_hangs()
    {
        TypedData[] wrong =
        [
            new() { String = "text" },
            new() { Json = "{\"specversion\":\"1.0\"}" },
            new() { Bytes = ByteString.CopyFromUtf8("bytes") },
            Bound([]),
            Bound(new byte[15]),
            Bound(Encoding.UTF8.GetBytes(new string('x', 200))),
            Bound(new byte[40], "AzureEventHubsEventData"),
            new() { CollectionModelBindingData = new CollectionModelBindingData { ModelBindingData = { Bound(new byte[3]).ModelBindingData } } },
        ];
        foreach (var function in _centre.Host.Functions.Where(f => f.Type == "serviceBusTrigger"))
        {
            foreach (var data in wrong)
            {
                Assert.False((await _centre.Host.InvokeAsync(function.Name, ("messages", data))).Succeeded, function.Name + data);
            }
        }

        Assert.Empty(await _centre.StoredAsync());
    }

    [Fact]
    public async Task What_is_refused_and_nobody_can_be_told_dies_at_once_with_its_reason()
    {
        var queue = new SimulatedQueue("hub-events");
        _centre.Host.Listen(queue);

        await queue.SendAsync(Message(Event.Received("q-1", "H40-Q1"), Structured, id: "good"));
        await queue.SendAsync(Message("""{"specversion":"1.0","id":"q-2","source":"/centre/h40","type":"vn.onestop.unknown.v1","data":{}}""", Structured, id: "unknown-type"));
        await queue.SendAsync(Message("no JSON", null, id: "unreadable"));
        await queue.SendAsync(Message(Event.Received("large", "H40-L") + new string(' ', 17 * 1024 * 1024), Structured, id: "large"));
        await queue.SendAsync(Message(Event.Received("q-1", "H40-Q1"), Structured, id: "again"));
        await Eventually.EqualAsync(0L, queue.OpenAsync);

        Assert.Equal(
            [("large", "body-too-large"), ("unknown-type", "refused-and-nobody-told"), ("unreadable", "unreadable-body")],
            queue.Dead.OrderBy(dead => dead.Id, StringComparer.Ordinal));
        Assert.Equal(5, queue.Delivered.Count);
        Assert.Equal(["q-1"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task Messages_of_a_session_are_taken_in_their_order()
    {
        var queue = new SimulatedQueue("hub-events");
        foreach (var number in Enumerable.Range(1, 8))
        {
            foreach (var session in new[] { "a", "b" })
            {
                await queue.SendAsync(new QueueMessage(Encoding.UTF8.GetBytes(Event.Received($"{session}-{number}", "H40-" + session)), $"{session}-{number}", Structured, null) { SessionId = session });
            }
        }

        _centre.Host.Listen(queue);
        await Eventually.EqualAsync(0L, queue.OpenAsync);

        var stored = await _centre.StoredAsync();
        Assert.Equal(16, stored.Count);
        Assert.All((string[])["a", "b"], session => Assert.Equal(Enumerable.Range(1, 8).Select(number => $"{session}-{number}"), stored.Where(id => id.StartsWith(session, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_event_and_its_line_in_the_audit_name_the_broker_and_the_trace_that_brought_it()
    {
        const string Trace = "44444444444444444444444444444444";
        var message = Message(Event.Received("audited", "H40-A"), Structured);
        var queue = new SimulatedQueue("hub-events");
        await queue.SendAsync(message);
        _centre.Host.Hold(queue, await queue.ReceiveAsync(CancellationToken.None));

        await _centre.Host.DeliverAsync(Events, message, traceParent: $"00-{Trace}-b7ad6b7169203331-01");

        var stored = await _centre.GetAsync("events/audited");
        Assert.Equal("broker:servicebus", stored["acceptedBy"]!.GetValue<string>());
        var audit = JsonNode.Parse((await _centre.SendAsync("GET", "audit?limit=1000", Role.Auditor)).Text)!["entries"]!.AsArray();
        Assert.Single(audit, line => (line!["actor"]!.GetValue<string>(), line["act"]!.GetValue<string>(), line["target"]?.GetValue<string>(), line["traceId"]?.GetValue<string>()) == ("broker:servicebus", "queue events", "H40-A", Trace));
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
            Assert.NotEmpty(end.Logs);
            Assert.False(end.Says("nothing of this name runs here"), timer.Name);
        }
    }

    [Fact]
    public async Task The_worker_answers_for_its_state_and_says_that_it_takes_requests_itself()
    {
        await _centre.Host.Link.StatusAsync();

        Assert.StartsWith("http://", _centre.Host.Link.Capabilities["HttpUri"], StringComparison.Ordinal);
        Assert.Equal("2.52.0.0", _centre.Host.Link.WorkerVersion);
    }

    public sealed class Started() : StartedCentre();

    private async Task<InvocationEnd> DeliverAsync(SimulatedQueue queue, QueueMessage message)
    {
        await queue.SendAsync(message);
        _centre.Host.Hold(queue, await queue.ReceiveAsync(CancellationToken.None));
        var end = await _centre.Host.DeliverAsync(Events, message);
        Assert.Equal(0, await queue.OpenAsync());
        return end;
    }

    private static TypedData Bound(byte[] content, string source = "AzureServiceBusReceivedMessage") => new()
    {
        ModelBindingData = new ModelBindingData { Version = "1.0", Source = source, ContentType = "application/octet-stream", Content = ByteString.CopyFrom(content) },
    };

    private static QueueMessage Message(string body, string? contentType, Dictionary<string, object>? properties = null, string? id = null) =>
        new(Encoding.UTF8.GetBytes(body), id ?? Guid.NewGuid().ToString(), contentType, properties);
}
