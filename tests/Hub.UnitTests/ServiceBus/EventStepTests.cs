using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Hub.Core.Events;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class EventStepTests : IAsyncLifetime
{
    private const string Queue = "hub-events";
    private const string Verdicts = "hub-events-verdicts";
    private const string Received =
        """{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-03-02T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"}}""";

    private readonly EventStoreFixture _store = new();
    private BusServer _bus = null!;
    private ServiceBusBroker _broker = null!;
    private RunningStep _running = null!;

    public async Task InitializeAsync()
    {
        _bus = await BusServer.StartAsync(
            new() { Name = Queue }, new() { Name = Verdicts }, new() { Name = "hub-parked" }, new() { Name = "answers" }, new() { Name = "hub-lane-case-system" });
        _broker = _bus.Broker();
        var verdicts = new Verdicts(_broker, _broker.Options, NullLogger<Verdicts>.Instance);
        var step = new ServiceBusEventStep(_broker, await _store.EventsAsync(_bus.Clock), verdicts, _store, _bus.Clock, NullLogger<ServiceBusEventStep>.Instance);
        _running = RunningStep.Of(step, _bus.Clock);
    }

    public async Task DisposeAsync()
    {
        await _running.DisposeAsync();
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_stored_in_the_broker_s_name_and_its_sender_told()
    {
        await SendAsync("e-1", "H40-1");

        await SettledAsync(1);
        var verdict = (await _bus.MessagesAsync(Verdicts)).Single();

        Assert.Equal(("broker:servicebus", "H40-1"), (_store.Book.Accepted.Single().AcceptedBy, _store.Book.Accepted.Single().Event.Subject));
        var audit = _store.Book.Audits.Single()!;
        Assert.Equal(("broker:servicebus", "case-system", "queue events", "H40-1", "allowed"), (audit.Actor, audit.Role, audit.Act, audit.Target, audit.Result));
        Assert.Equal("""[{"id":"e-1","result":"Accepted","refusal":null,"pointers":null}]""", (string)verdict["body"]!);
        Assert.Equal(
            ("accepted", "m-e-1", "application/json; charset=utf-8", "accepted"),
            ((string)verdict["label"]!, (string)verdict["correlationId"]!, (string)verdict["contentType"]!, (string)verdict["properties"]!["hub-verdict"]!));
    }

    [Fact]
    public async Task Events_are_accepted_in_the_order_in_which_they_were_sent()
    {
        for (var i = 0; i < 200; i++)
        {
            await SendAsync($"e-{i}", $"H40-{i}");
        }

        await SettledAsync(200);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"H40-{i}"), _store.Book.Accepted.Select(submission => submission.Event.Subject));
        Assert.Equal(200, await _bus.CountAsync("active", Verdicts));
    }

    [Fact]
    public async Task A_repeat_and_another_content_are_told_apart()
    {
        await SendAsync("e-1", "H40-1");
        await SendAsync("e-1", "H40-1", "again");
        await SendAsync("e-1", "H40-2", "other");

        await SettledAsync(3);
        var verdicts = await VerdictsAsync();

        Assert.Equal(["accepted", "conflict", "duplicate"], verdicts.Keys.Order());
        Assert.Equal(("e-1", "Conflict"), ((string)verdicts["conflict"][0]!["id"]!, (string)verdicts["conflict"][0]!["result"]!));
    }

    [Fact]
    public async Task A_refused_event_is_told_with_its_reasons_and_audited()
    {
        await SendAsync("e-1", "H40-1", data: """{"channel":"direct"}""");

        await SettledAsync(1);
        var told = (await VerdictsAsync())["refused"][0]!;

        Assert.Equal(("e-1", "schema-violation"), ((string)told["id"]!, (string)told["refusal"]!));
        Assert.Contains("/data/applicant", told["pointers"]!.AsArray().Select(pointer => (string)pointer!));
        Assert.Equal(("broker:servicebus", "failed"), (_store.Audit.Single().Actor, _store.Audit.Single().Result));
        Assert.Equal(0, await _bus.CountAsync("deadLetters", Queue));
    }

    [Fact]
    public async Task What_is_no_event_is_told_and_set_aside()
    {
        await _broker.SendAsync(Queue, new("<xml/>") { ContentType = "application/cloudevents+json" }, default);

        await BusServer.UntilAsync(async () => await _bus.CountAsync("deadLetters", Queue) == 1);

        Assert.Equal("unreadable-body", (string)(await VerdictsAsync())["refused"][0]!["refusal"]!);
        Assert.Equal("unreadable-body", (string)(await _bus.MessagesAsync(Queue, dead: true)).Single()["deadLetterReason"]!);
    }

    [Theory]
    [InlineData("answers", "answers")]
    [InlineData("sb://localhost/answers", "answers")]
    [InlineData("sb://elsewhere.example/answers", Verdicts)]
    [InlineData("nowhere", Verdicts)]
    [InlineData("hub-events", Verdicts)]
    [InlineData("HUB-LANE-case-system", Verdicts)]
    [InlineData("hub-parked", Verdicts)]
    [InlineData("answers/$DeadLetterQueue", Verdicts)]
    [InlineData("../_twin/reset", Verdicts)]
    public async Task A_verdict_goes_where_the_sender_listens_but_never_into_the_hub_s_own(string replyTo, string queue)
    {
        await SendAsync("e-1", "H40-1", replyTo: replyTo);

        await SettledAsync(1);

        Assert.Single(await _bus.MessagesAsync(queue));
        Assert.Single(_store.Book.Accepted);
        Assert.Empty(await _bus.MessagesAsync("hub-lane-case-system"));
    }

    [Fact]
    public async Task A_verdict_that_cannot_be_sent_makes_a_duplicate_and_no_second_event()
    {
        await SendAsync("e-1", "H40-1");
        await BusServer.UntilAsync(async () => await _bus.EffectAsync("completed") == 1);
        await _bus.FaultAsync("""{"kind":"5xx","operations":["send"],"times":2}""");
        await RawAsync("e-2", "H40-2");
        await BusServer.UntilAsync(async () => await _bus.EffectAsync("fault.5xx") == 2 && _store.Book.Accepted.Count == 2);
        Assert.Equal(1, await _bus.CountAsync("locked", Queue));

        _bus.Clock.Advance(TimeSpan.FromMinutes(1));
        await SettledAsync(2);

        Assert.Equal(2, _store.Book.Accepted.Count);
        Assert.Equal(["accepted", "duplicate"], (await VerdictsAsync()).Keys.Order());
    }

    [Fact]
    public async Task Nobody_to_tell_keeps_no_event_away_and_hides_no_refusal()
    {
        await _bus.ControlAsync(HttpMethod.Delete, "service-bus/queues/" + Verdicts);
        await SendAsync("e-1", "H40-1");
        await SendAsync("e-2", "H40-2", data: "{}");

        await BusServer.UntilAsync(async () => await _bus.CountAsync("deadLetters", Queue) == 1 && await _bus.EffectAsync("completed") == 1);

        Assert.Single(_store.Book.Accepted);
        Assert.Equal("refused-and-nobody-told", (string)(await _bus.MessagesAsync(Queue, dead: true)).Single()["deadLetterReason"]!);
    }

    [Fact]
    public async Task A_store_that_is_away_costs_one_delivery_and_none_is_taken_meanwhile()
    {
        _store.IsAway = true;
        await SendAsync("e-1", "H40-1");
        await BusServer.UntilAsync(async () => await _bus.EffectAsync("abandoned") == 1);
        await SendAsync("e-2", "H40-2");

        while (_store.Checks < 100)
        {
            _bus.Clock.Advance(TimeSpan.FromSeconds(15));
            await _bus.ViewAsync(Queue);
        }

        Assert.Equal((1L, 2), (await _bus.EffectAsync("received"), await _bus.CountAsync("active", Queue)));
        _store.IsAway = false;
        await BusServer.UntilAsync(async () =>
        {
            // What was received has all the time it needs.
            if (await _bus.EffectAsync("received") == 1)
            {
                _bus.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            return await _bus.EffectAsync("completed") == 2;
        });

        Assert.Equal(["e-1", "e-2"], _store.Book.Accepted.Select(submission => submission.Event.Id));
        Assert.Equal((3L, 0L), (await _bus.EffectAsync("received"), await _bus.EffectAsync("lock-expired")));
    }

    [Fact]
    public async Task A_message_the_hub_stumbles_over_is_set_aside_and_stops_no_other()
    {
        _store.Stumbles = id => id == "bug";
        await SendAsync("e-1", "H40-1");
        await SendAsync("bug", "H40-2");
        await SendAsync("e-2", "H40-3");
        await BusServer.UntilAsync(async () => await _bus.EffectAsync("completed") == 2);

        await BusServer.UntilAsync(async () =>
        {
            // The fourth delivery has all the time it needs.
            if ((await _bus.MessagesAsync(Queue)).Any(message => (int)message["deliveries"]! < 4))
            {
                _bus.Clock.Advance(TimeSpan.FromSeconds(10));
            }

            return await _bus.CountAsync("deadLetters", Queue) == 1;
        });

        var dead = (await _bus.MessagesAsync(Queue, dead: true)).Single();
        Assert.Equal(("m-bug", "hub-fault", 4), ((string)dead["messageId"]!, (string)dead["deadLetterReason"]!, (int)dead["deliveries"]!));
        Assert.Equal(["e-1", "e-2"], _store.Book.Accepted.Select(submission => submission.Event.Id));
    }

    private Task SendAsync(string id, string subject, string? messageId = null, string data = Received, string? replyTo = null) =>
        _broker.SendAsync(Queue, Message(id, subject, messageId, data, replyTo), default);

    /// <summary>Past the faults of sending.</summary>
    private async Task RawAsync(string id, string subject) => await _bus.Client().CreateSender(Queue).ScheduleMessageAsync(Message(id, subject), _bus.Clock.Now);

    private static ServiceBusMessage Message(string id, string subject, string? messageId = null, string data = Received, string? replyTo = null) => new(data)
    {
        MessageId = messageId ?? "m-" + id,
        ContentType = "application/json",
        ReplyTo = replyTo,
        ApplicationProperties =
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = id,
            ["cloudEvents:source"] = "/centre",
            ["cloudEvents:type"] = EventTypes.DossierReceived,
            ["cloudEvents:subject"] = subject,
        },
    };

    private Task SettledAsync(int count) =>
        BusServer.UntilAsync(async () => await _bus.EffectAsync("completed") == count && (await _bus.MessagesAsync(Queue)).Count == 0);

    private async Task<Dictionary<string, JsonNode>> VerdictsAsync() =>
        (await _bus.MessagesAsync(Verdicts)).ToDictionary(message => (string)message["label"]!, message => JsonNode.Parse((string)message["body"]!)!);
}
