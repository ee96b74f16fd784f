using System.Text.Json.Nodes;
using Hub.Core.Events;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Hub.Transports.ServiceBus.Events;
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
    private Client _client = null!;
    private ServiceBusEventStep _step = null!;

    public async Task InitializeAsync()
    {
        _bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions
        {
            Queues = [new() { Name = Queue }, new() { Name = Verdicts }, new() { Name = "hub-parked" }, new() { Name = "answers" }, new() { Name = "hub-lane-case-system" }],
        });
        _client = Client.Of(_bus);
        _step = await StepAsync();
    }

    public async Task DisposeAsync()
    {
        await _step.DisposeAsync();
        _client.Dispose();
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_stored_in_the_broker_s_name_and_its_sender_told()
    {
        await SendAsync("e-1", "H40-1");

        await RunAsync();
        var verdict = (await _bus.MessagesAsync(Verdicts)).Single();

        Assert.Equal(("broker:servicebus", "H40-1"), (_store.Book.Accepted.Single().AcceptedBy, _store.Book.Accepted.Single().Event.Subject));
        var audit = _store.Book.Audits.Single()!;
        Assert.Equal(("broker:servicebus", "case-system", "queue events", "H40-1", "allowed"), (audit.Actor, audit.Role, audit.Act, audit.Target, audit.Result));
        Assert.Equal("""[{"id":"e-1","result":"Accepted","refusal":null,"pointers":null}]""", (string)verdict["body"]!);
        Assert.Equal(
            ("accepted", "m-e-1", "application/json; charset=utf-8", "accepted"),
            ((string)verdict["label"]!, (string)verdict["correlationId"]!, (string)verdict["contentType"]!, (string)verdict["properties"]!["hub-verdict"]!));
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task Events_are_accepted_in_the_order_in_which_they_were_sent()
    {
        for (var i = 0; i < 20; i++)
        {
            await SendAsync($"e-{i}", $"H40-{i}");
        }

        await RunAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"H40-{i}"), _store.Book.Accepted.Select(submission => submission.Event.Subject));
        Assert.Equal(20, (await _bus.MessagesAsync(Verdicts)).Count);
    }

    [Fact]
    public async Task A_repeat_and_another_content_are_told_apart()
    {
        await SendAsync("e-1", "H40-1");
        await SendAsync("e-1", "H40-1", "again");
        await SendAsync("e-1", "H40-2", "other");

        await RunAsync();
        var verdicts = await VerdictsAsync();

        Assert.Equal(["accepted", "conflict", "duplicate"], verdicts.Keys.Order());
        Assert.Equal(("e-1", "Conflict"), ((string)verdicts["conflict"][0]!["id"]!, (string)verdicts["conflict"][0]!["result"]!));
    }

    [Fact]
    public async Task A_refused_event_is_told_with_its_reasons_and_audited()
    {
        await SendAsync("e-1", "H40-1", data: """{"channel":"direct"}""");

        await RunAsync();
        var told = (await VerdictsAsync())["refused"][0]!;

        Assert.Equal(("e-1", "schema-violation"), ((string)told["id"]!, (string)told["refusal"]!));
        Assert.Contains("/data/applicant", told["pointers"]!.AsArray().Select(pointer => (string)pointer!));
        Assert.Equal(("broker:servicebus", "failed"), (_store.Audit.Single().Actor, _store.Audit.Single().Result));
        Assert.Empty(await _bus.MessagesAsync(Queue));
        Assert.Empty(await _bus.MessagesAsync("hub-parked"));
    }

    [Fact]
    public async Task What_is_no_event_is_told_and_parked()
    {
        await _client.Api.SendAsync(Queue, Client.Text("<xml/>", "m") with { ContentType = "application/cloudevents+json" }, default);

        await RunAsync();

        Assert.Equal("unreadable-body", (string)(await VerdictsAsync())["refused"][0]!["refusal"]!);
        Assert.Equal("unreadable-body", (string)(await _bus.MessagesAsync("hub-parked")).Single()["properties"]!["hub-parked-reason"]!);
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    [Theory]
    [InlineData("answers", "answers")]
    [InlineData("sb://127.0.0.1/answers", "answers")]
    [InlineData("sb://elsewhere.example/answers", Verdicts)]
    [InlineData("nowhere", Verdicts)]
    [InlineData("hub-events", Verdicts)]
    [InlineData("HUB-LANE-case-system", Verdicts)]
    [InlineData("hub-parked", Verdicts)]
    [InlineData("answers/$DeadLetterQueue", Verdicts)]
    [InlineData("../_twin/reset", Verdicts)]
    public async Task A_verdict_goes_where_the_sender_listens_but_never_into_the_hub_s_own_queues(string replyTo, string queue)
    {
        await SendAsync("e-1", "H40-1", replyTo: replyTo);

        await RunAsync();

        Assert.Single(await _bus.MessagesAsync(queue));
        Assert.Single(_store.Book.Accepted);
        Assert.Empty(await _bus.MessagesAsync("hub-lane-case-system"));
    }

    [Fact]
    public async Task A_crash_before_the_end_makes_a_duplicate_and_no_second_event()
    {
        await SendAsync("e-1", "H40-1");
        await _bus.FaultAsync("""{"kind":"5xx","operations":["send"],"times":4}""");

        await RunAsync();
        await RunAsync();

        Assert.Single(_store.Book.Accepted);
        Assert.Equal(["duplicate"], (await VerdictsAsync()).Keys);
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task Nobody_to_tell_keeps_no_event_away_and_hides_no_refusal()
    {
        await _bus.ControlAsync(HttpMethod.Delete, "/service-bus/queues/" + Verdicts, "{}");
        await SendAsync("e-1", "H40-1");
        await SendAsync("e-2", "H40-2", data: "{}");

        await RunAsync();

        Assert.Single(_store.Book.Accepted);
        Assert.Equal("refused-and-nobody-told", (string)(await _bus.MessagesAsync("hub-parked")).Single()["properties"]!["hub-parked-reason"]!);
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task While_the_store_is_away_the_message_waits_under_its_lock()
    {
        await SendAsync("e-1", "H40-1");
        await SendAsync("e-2", "H40-2");
        _store.IsAway = true;

        var until = _bus.Clock.Now.AddMinutes(3);
        while (_bus.Clock.Now < until)
        {
            _bus.Clock.MoveTo((await _step.RunOnceAsync(default).WaitAsync(TimeSpan.FromSeconds(30)))!.Value);
        }

        Assert.Equal((1, 1), ((int)(await _bus.ViewAsync(Queue))["locked"]!, (int)(await _bus.ViewAsync(Queue))["active"]!));
        _store.IsAway = false;
        await RunAsync();

        Assert.Equal(["e-1", "e-2"], _store.Book.Accepted.Select(submission => submission.Event.Id));
        Assert.Equal(2, (await VerdictsAsync("accepted")).Count);
        Assert.Equal(0, await _bus.EffectAsync("service-bus.lock-expired") + await _bus.EffectAsync("service-bus.abandoned"));
    }

    [Fact]
    public async Task A_store_that_stays_away_costs_one_delivery_and_no_more()
    {
        await SendAsync("e-1", "H40-1");
        _store.IsAway = true;

        var until = _bus.Clock.Now.AddHours(3);
        while (_bus.Clock.Now < until)
        {
            _bus.Clock.MoveTo((await _step.RunOnceAsync(default).WaitAsync(TimeSpan.FromSeconds(30)))!.Value);
        }

        Assert.Equal((1L, 1L), (await _bus.EffectAsync("service-bus.abandoned"), await _bus.EffectAsync("service-bus.received")));
        Assert.InRange(_store.Checks, 100, 2000);
        _store.IsAway = false;
        await RunAsync();

        Assert.Single(_store.Book.Accepted);
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task A_broker_that_is_away_is_asked_again_after_a_pause()
    {
        await _bus.FaultAsync("""{"kind":"429","retryAfterSeconds":90,"operations":["receive"]}""");

        var next = await _step.RunOnceAsync(default);

        Assert.Equal(_bus.Clock.Now.AddSeconds(90), next);
        Assert.Equal(next, await _step.RunOnceAsync(default));
        Assert.Equal(1, await _bus.EffectAsync("service-bus.calls"));
    }

    [Fact]
    public async Task A_lock_that_was_lost_under_way_does_no_harm()
    {
        await SendAsync("e-1", "H40-1");
        _store.IsAway = true;
        await _step.RunOnceAsync(default);
        _bus.Clock.Advance(TimeSpan.FromMinutes(2));
        _store.IsAway = false;

        await RunAsync();
        await RunAsync();

        Assert.Single(_store.Book.Accepted);
        Assert.Empty(await _bus.MessagesAsync(Queue));
    }

    private async Task<ServiceBusEventStep> StepAsync()
    {
        var options = new ServiceBusOptions { Namespace = _bus.Root.AbsoluteUri, PollTimeout = TimeSpan.FromSeconds(20) };
        return new ServiceBusEventStep(
            _client.Api, await _store.EventsAsync(_bus.Clock), new Verdicts(_client.Api, options, NullLogger<Verdicts>.Instance), _store, options, _bus.Clock,
            NullLogger<ServiceBusEventStep>.Instance);
    }

    private Task SendAsync(string id, string subject, string? messageId = null, string data = Received, string? replyTo = null) =>
        _client.Api.SendAsync(Queue, Client.Text(data, messageId ?? "m-" + id) with
        {
            ContentType = "application/json",
            ReplyTo = replyTo,
            Properties = new Dictionary<string, object>
            {
                ["cloudevents-specversion"] = "1.0",
                ["cloudevents-id"] = id,
                ["cloudevents-source"] = "/centre",
                ["cloudevents-type"] = EventTypes.DossierReceived,
                ["cloudevents-subject"] = subject,
            },
        }, default);

    /// <summary>One run, and the end of all that it began.</summary>
    private async Task RunAsync()
    {
        var running = _step.RunOnceAsync(default);
        for (var look = 0; look < 5000 && !running.IsCompleted; look++)
        {
            if ((int)(await _bus.ViewAsync(Queue))["waiting"]! == 1)
            {
                _bus.Clock.Advance(TimeSpan.FromSeconds(20));
            }
        }

        await running;
        for (var look = 0; look < 5000 && (int)(await _bus.ViewAsync(Queue))["locked"]! > 0; look++)
        {
            await Task.Yield();
        }
    }

    private async Task<Dictionary<string, JsonNode>> VerdictsAsync() =>
        (await _bus.MessagesAsync(Verdicts)).ToDictionary(message => (string)message["label"]!, message => JsonNode.Parse((string)message["body"]!)!);

    private async Task<List<JsonObject>> VerdictsAsync(string status) => [.. (await _bus.MessagesAsync(Verdicts)).Where(message => (string)message["label"]! == status)];
}
