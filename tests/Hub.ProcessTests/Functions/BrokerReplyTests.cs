using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Transports;
using Hub.Functions.Azure;
using Hub.NationalPortal.Settings;
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

    public Task DisposeAsync() => _centre.Twin.ClearFaultsAsync("service-bus");

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
        var lane = FunctionNames.Lane(NationalPortalCodes.Lane);
        Assert.True((await _centre.Host.InvokeAsync(lane, TriggerBody.Binary("message", Message("m-6", "{\"lane\":1}", NoticeJson.MediaType)))).Succeeded);

        var parked = await MessagesAsync("hub-parked");
        Assert.Equal(
            [("no JSON", "hub-events", "unreadable-body", "m-5"), ("{\"lane\":1}", "hub-lane-national-portal", "notice-unreadable", "m-6")],
            parked.Select(p => (p["body"]!.GetValue<string>(), Property(p, "from"), Property(p, "reason"), Property(p, "message-id"))));
    }

    [Fact]
    public async Task While_the_broker_takes_nothing_a_refused_event_goes_back_and_an_accepted_one_does_not()
    {
        await _centre.Twin.FaultAsync("service-bus", "5xx", 1, 3600);

        var refused = await InvokeAsync(Message("m-7", Unknown, Structured));
        var accepted = await InvokeAsync(Message("m-8", Event.Received("kept", "H40-K"), Structured));

        Assert.False(refused.Succeeded);
        Assert.True(accepted.Succeeded, accepted.Reason);
        Assert.Equal(["kept"], await _centre.StoredAsync());
    }

    private Task<InvocationEnd> InvokeAsync(QueueMessage message) => _centre.Host.InvokeAsync(FunctionNames.IncomingEvents, TriggerBody.Binary("message", message));

    /// <summary>What this test has brought there.</summary>
    private async Task<List<JsonNode>> MessagesAsync(string queue) => [.. (await AllAsync(queue)).Skip(_before[queue])];

    private async Task<List<JsonNode>> AllAsync(string queue) =>
        [.. (await _centre.Twin.Http.GetAsync($"_twin/service-bus/queues/{queue}/messages"))["messages"]!.AsArray().Select(m => m!)];

    private static string Property(JsonNode message, string name) => message["properties"]!["hub-parked-" + name]!.GetValue<string>();

    private static QueueMessage Message(string id, string body, string? contentType) => new(Encoding.UTF8.GetBytes(body), id, contentType, null) { DeliveryCount = 1, SequenceNumber = 7 };

    public sealed class Started() : StartedCentre(("HUB__Transport", "servicebus"), ("HUB__ServiceBus__MaxRetries", "0"));
}
