using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Hub.ContractTests.Lanes;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Tests;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>CloudEvents off a Service Bus queue into a real store: durable before they are completed, one effect, a verdict for each sender.</summary>
public abstract class ServiceBusEventsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int MaxBody = 20_000;
    private const string Received =
        """{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-03-01T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"}}""";

    private readonly string _prefix = ServiceBusTwin.NextPrefix();
    private ServiceBusTwin _twin = null!;
    private Wire _wire = null!;
    private InboxUnderTest _inbox = null!;
    private ServiceBusBroker _centre = null!;
    private BrokerInstance _hub = null!;

    private ServiceBusOptions Options => _centre.Options;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _twin = await ServiceBusTwin.Shared;
        _wire = Wire.To(_twin.Port);
        _centre = _twin.Broker(_prefix);
        foreach (var queue in new[] { Options.EventsQueue, Options.VerdictsQueue, _prefix + "-answers" })
        {
            await _twin.DeclareAsync(queue);
        }

        _inbox = new InboxUnderTest(Inbox);
        var rules = new IntakeRules();
        var intake = new EventIntake(
            _inbox, new EventGate(await SchemaCatalogue.LoadEmbeddedAsync(Ct), rules),
            new SubmissionBuilder(new Router([new ScriptedPartner(Lane, EventTypes.DossierReceived)], Fixture.Ids), rules), Clock);
        var queueOptions = new EventQueueOptions { Limits = new IntakeLimits(1000, MaxBody, 16), MaxBodyBytes = MaxBody, WriteVerdict = VerdictWords.Write };
        var broker = _twin.Broker(_prefix, _wire);
        var step = new ServiceBusEventStep(
            broker, new QueuedEvents(intake, Port<IAuditLog>(), queueOptions, Clock), new Verdicts(broker, Options, NullLogger<Verdicts>.Instance), Port<IStoreInfo>(),
            TimeProvider.System, NullLogger<ServiceBusEventStep>.Instance);
        _hub = new BrokerInstance(new ServiceBusTransport(broker, new Random(1)), [step], _wire.Dispose, broker.DisposeAsync).Run();
    }

    public override async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _centre.DisposeAsync();
        _wire.Dispose();
        foreach (var queue in new[] { Options.EventsQueue, Options.VerdictsQueue, _prefix + "-answers" })
        {
            await _twin.RemoveAsync(queue);
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_binary_event_is_stored_audited_answered_and_completed()
    {
        await SendAsync(Received, "m-1", "application/json", new()
        {
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = "e-1",
            ["cloudEvents:source"] = "/centre",
            ["cloudEvents:type"] = EventTypes.DossierReceived,
            ["cloudEvents:subject"] = "H40-1",
        });

        var (id, verdict) = Assert.Single(await VerdictsAsync(1));

        var stored = Assert.Single(await Inbox.FindAsync("e-1", "/centre", Ct));
        Assert.Equal(("m-1", "accepted", stored.Seq), (id, VerdictWords.Of(verdict), verdict.GetProperty("seq").GetInt64()));
        Assert.Equal(("broker:servicebus", "H40-1"), (stored.AcceptedBy, stored.Event.Subject));
        Assert.Single(await Outbox.OfEventAsync(stored.Seq, Ct));
        var line = Assert.Single(await AuditLinesAsync());
        Assert.Equal(("broker:servicebus", Role.CaseSystem, "queue events", "H40-1", "allowed"), (line.Entry.Actor, line.Entry.Role, line.Entry.Act, line.Entry.Target, line.Entry.Result));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_repeat_a_conflict_and_a_refusal_are_told_apart()
    {
        await SendAsync(Event("e-1", "H40-1"), "m-1");
        await SendAsync(Event("e-1", "H40-1"), "m-2");
        await SendAsync(Event("e-1", "H40-2"), "m-3");
        await SendAsync(Event("e-2", "H40-2", type: "no.such.type.v1"), "m-4");
        await SendAsync(Event("e-3", "H40-3", data: "{}"), "m-5");

        var verdicts = (await VerdictsAsync(5)).ToDictionary(v => v.Id, v => v.Json);

        Assert.Equal(
            ["accepted", "duplicate", "conflict", "refused unknown-event-type", "refused schema-violation"],
            Enumerable.Range(1, 5).Select(i => VerdictWords.Of(verdicts[$"m-{i}"])));
        Assert.Single(await Inbox.ListAsync(0, 100, null, Ct));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Events_of_a_batch_and_of_one_sender_keep_their_order()
    {
        await SendAsync($"[{Event("e-1", "H40-1")},{Event("e-2", "H40-1")},7]", "m-1", "application/cloudevents-batch+json");
        for (var i = 3; i < 150; i++)
        {
            await SendAsync(Event($"e-{i}", "H40-1"), $"m-{i}");
        }

        var verdicts = await VerdictsAsync(148);

        Assert.Equal(Enumerable.Range(1, 149).Select(i => $"e-{i}"), (await Inbox.ListAsync(0, 1000, null, Ct)).Select(e => e.Event.Id));
        Assert.Equal(["accepted", "accepted", "refused invalid-event"], verdicts.Single(v => v.Id == "m-1").Json.EnumerateArray().Select(VerdictWords.Of));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_set_aside_with_its_reason_and_others_flow()
    {
        await SendAsync("not json", "m-1");
        await SendAsync("<event/>", "m-2", "text/xml");
        await SendAsync(Event("e-3", "H40-1", data: $$"""{"note":"{{new string('x', MaxBody)}}"}"""), "m-3");
        await SendAsync(Event("e-4", "H40-1"), "m-4");

        var verdicts = (await VerdictsAsync(4)).ToDictionary(v => v.Id, v => v.Json);
        await NothingLeftAsync();

        Assert.Equal(
            ["refused unreadable-body", "refused unsupported-media-type", "refused body-too-large", "accepted"],
            Enumerable.Range(1, 4).Select(i => VerdictWords.Of(verdicts[$"m-{i}"])));
        Assert.Equal(
            [("m-1", "unreadable-body"), ("m-2", "unsupported-media-type"), ("m-3", "body-too-large")],
            (await new ServiceBusDeadLetters(_centre, []).ListAsync(100, Ct)).Select(letter => (letter.MessageId, letter.Reason)).Order());
    }

    [Fact]
    public async Task Nothing_is_completed_while_the_store_is_away_then_each_stored_once()
    {
        var tries = 0;
        _inbox.Before = _ =>
        {
            tries++;
            throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("gone"));
        };
        await SendAsync(Event("e-1", "H40-1"), "m-1");
        await SendAsync(Event("e-2", "H40-2"), "m-2");
        await UntilAsync(() => Task.FromResult(tries > 1));
        Assert.Equal(2, await _twin.OpenAsync(Options.EventsQueue));

        _inbox.Before = static _ => { };
        var verdicts = await VerdictsAsync(2);

        Assert.All(verdicts, verdict => Assert.Equal("accepted", VerdictWords.Of(verdict.Json)));
        Assert.Equal(2, (await Inbox.ListAsync(0, 100, null, Ct)).Count);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_connection_lost_between_commit_and_verdict_makes_no_second_event()
    {
        _inbox.After = () => _wire.Cut(staysOut: true);
        await SendAsync(Event("e-1", "H40-1"), "m-1");
        await UntilAsync(async () => (await Inbox.FindAsync("e-1", null, Ct)).Count > 0);

        _inbox.After = static () => { };
        _wire.Mend();
        var verdicts = await VerdictsAsync(1);

        Assert.Contains(VerdictWords.Of(verdicts[0].Json), (string[])["accepted", "duplicate"]);
        Assert.Single(await Inbox.ListAsync(0, 100, null, Ct));
        await NothingLeftAsync();
    }

    private static string Event(string id, string subject, string type = EventTypes.DossierReceived, string data = Received) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/centre","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""";

    private Task SendAsync(string body, string id, string contentType = "application/cloudevents+json", Dictionary<string, object>? properties = null)
    {
        var message = new ServiceBusMessage(body) { MessageId = id, ContentType = contentType, ReplyTo = _prefix + "-answers" };
        foreach (var (name, value) in properties ?? [])
        {
            message.ApplicationProperties[name] = value;
        }

        return _centre.SendAsync(Options.EventsQueue, message, Ct);
    }

    private async Task<List<(string Id, JsonElement Json)>> VerdictsAsync(int count)
    {
        var verdicts = new List<(string, JsonElement)>();
        await UntilAsync(async () =>
        {
            verdicts = [.. (await _twin.MessagesAsync(_prefix + "-answers")).Select(message =>
                ((string)message["correlationId"]!, JsonDocument.Parse((string)message["body"]!).RootElement.Clone()))];
            return verdicts.Count >= count;
        });
        return verdicts;
    }

    private Task NothingLeftAsync() => UntilAsync(async () => await _twin.OpenAsync(Options.EventsQueue) == 0);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            await beat.WaitForNextTickAsync(patience.Token);
        }
    }
}
