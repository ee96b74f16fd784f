using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Transports;
using Hub.Functions.Azure;
using Hub.NationalPortal.Settings;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>What goes back to the broker about what came from it.</summary>
public sealed class BrokerReplyTests(BrokerReplyTests.Started started) : IClassFixture<BrokerReplyTests.Started>, IAsyncLifetime
{
    private const string Structured = "application/cloudevents+json";
    private const string Unknown = """{"specversion":"1.0","id":"unknown","source":"/centre/h40","type":"vn.onestop.unknown.v1","data":{}}""";
    private readonly FunctionsCentre _centre = started.Centre;
    private readonly Dictionary<string, int> _before = [];

    public async Task InitializeAsync()
    {
        await _centre.BeginAsync();
        foreach (var queue in (string[])["hub-events-verdicts", "hub-parked"])
        {
            _before[queue] = (await AllAsync(queue)).Count;
        }
    }

    public async Task DisposeAsync()
    {
        await _centre.Twin.ClearFaultsAsync("service-bus");
        await _centre.Twin.ClearFaultsAsync("portal");
    }

    [Fact]
    public async Task The_sender_hears_what_was_taken_what_was_known_and_what_was_refused()
    {
        foreach (var (id, body) in new[] { ("m-1", Event.Received("told", "H40-T")), ("m-2", Event.Received("told", "H40-T")), ("m-3", Event.Received("told", "H40-OTHER")), ("m-4", Unknown) })
        {
            Assert.True((await InvokeAsync(Message(id, body, Structured))).Succeeded);
        }

        var verdicts = await MessagesAsync("hub-events-verdicts");
        Assert.Equal(
            [("m-1", "accepted"), ("m-2", "duplicate"), ("m-3", "conflict"), ("m-4", "refused")],
            verdicts.Select(v => (v["correlationId"]!.GetValue<string>(), v["label"]!.GetValue<string>())));
        var refused = JsonNode.Parse(verdicts[^1]["body"]!.GetValue<string>())!["rejected"]!.AsArray().Single()!;
        Assert.Equal(("unknown", "/problems/unknown-event-type"), (refused["id"]!.GetValue<string>(), refused["problem"]!["type"]!.GetValue<string>()));
        Assert.Empty(await MessagesAsync("hub-parked"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_parked_with_its_reason_and_a_notice_too()
    {
        Assert.True((await InvokeAsync(Message("m-5", "no JSON", null))).Succeeded);
        Assert.True((await _centre.Host.DeliverAsync(FunctionNames.Lane(NationalPortalCodes.Lane), Message("m-6", "{\"lane\":1}", NoticeJson.MediaType))).Succeeded);

        var parked = await MessagesAsync("hub-parked");
        Assert.Equal(
            [("no JSON", "hub-events", "unreadable-body", "m-5"), ("{\"lane\":1}", "hub-lane-national-portal", "notice-unreadable", "m-6")],
            parked.Select(p => (p["body"]!.GetValue<string>(), Property(p, "from"), Property(p, "reason"), Property(p, "message-id"))));
    }

    [Fact]
    public async Task While_the_broker_takes_nothing_a_refused_event_comes_again_and_an_accepted_one_does_not()
    {
        var queue = new SimulatedQueue("hub-events", maxDeliveryCount: 3);
        await _centre.Twin.FaultAsync("service-bus", "5xx", 1, 3600);
        _centre.Host.Listen(queue);

        await queue.SendAsync(Message("m-7", Unknown, Structured));
        await queue.SendAsync(Message("m-8", Event.Received("kept", "H40-K"), Structured));
        await Eventually.EqualAsync(0L, queue.OpenAsync);

        Assert.Equal(["m-7", "m-7", "m-7", "m-8"], queue.Delivered.Order());
        Assert.Equal([("m-7", null)], queue.Dead);
        Assert.Equal(["kept"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task A_notice_whose_delivery_hangs_goes_back_when_the_host_cancels()
    {
        const string Id = "11111111-2222-3333-4444-555555555555";
        await _centre.Twin.FaultAsync("portal", "latency", 1, 3600, latencyMs: 300_000);
        await _centre.PostAsync(Event.Received("hangs", "H40-HANGS"));
        var queue = new BusQueue("hub-lane-national-portal", _centre.Bus, _centre.Twin);
        var message = await ReceiveAsync(queue, "H40-HANGS");
        _centre.Host.Hold(queue, message);

        var invocation = _centre.Host.DeliverAsync(FunctionNames.Lane(NationalPortalCodes.Lane), message, Id);
        await Eventually.HoldsAsync("the invocation ends", () =>
        {
            // One that has not begun yet cannot be cancelled.
            _centre.Host.Link.Cancel(Id);
            return Task.FromResult(invocation.IsCompleted);
        });

        Assert.False((await invocation).Succeeded);
        var again = await ReceiveAsync(queue, "H40-HANGS");
        Assert.Equal((message.MessageId, 2), (again.MessageId, again.DeliveryCount));
        await queue.CompleteAsync(again, CancellationToken.None);
    }

    // Other tests have left notices that nobody took.
    private static async Task<QueueMessage> ReceiveAsync(BusQueue queue, string key)
    {
        for (; ; )
        {
            var message = await queue.ReceiveAsync(CancellationToken.None);
            if (NoticeJson.TryRead(message.Body, out var notice) && notice.Key == key)
            {
                return message;
            }

            await queue.CompleteAsync(message, CancellationToken.None);
        }
    }

    private async Task<InvocationEnd> InvokeAsync(QueueMessage message) => await _centre.Host.DeliverAsync(FunctionNames.IncomingEvents, message);

    /// <summary>What this test has brought there.</summary>
    private async Task<List<JsonNode>> MessagesAsync(string queue) => [.. (await AllAsync(queue)).Skip(_before[queue])];

    private async Task<List<JsonNode>> AllAsync(string queue) =>
        [.. (await _centre.Twin.Http.GetAsync($"_twin/service-bus/queues/{queue}/messages"))["messages"]!.AsArray().Select(m => m!)];

    private static string Property(JsonNode message, string name) => message["properties"]!["hub-parked-" + name]!.GetValue<string>();

    private static QueueMessage Message(string id, string body, string? contentType) => new(Encoding.UTF8.GetBytes(body), id, contentType, null) { SequenceNumber = 7 };

    public sealed class Started() : StartedCentre(("HUB__Transport", "servicebus"), ("HUB__ServiceBus__MaxRetries", "0"));
}
