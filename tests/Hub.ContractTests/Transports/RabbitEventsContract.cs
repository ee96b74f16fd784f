using System.Text;
using System.Text.Json;
using Hub.ContractTests.Lanes;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Schemas;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Tests;
using Hub.Tests.Servers;
using Hub.Transports.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>CloudEvents off a real RabbitMQ into a real store: durable before they are acknowledged, one effect, a verdict for each sender.</summary>
public abstract class RabbitEventsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int MaxBody = 20_000;
    private readonly Wire _wire = Wire.To(RabbitServer.Shared.Port);
    private readonly RabbitMqNames _names;
    private readonly string _prefix = RabbitServer.NextPrefix();
    private InboxUnderTest _inbox = null!;
    private QueueReader _reader = null!;
    private CaseSystemAtBroker _centre = null!;
    private SchemaCatalogue _schemas = null!;

    protected RabbitEventsContract() => _names = new RabbitMqNames(_prefix);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _inbox = new InboxUnderTest(Inbox);
        _schemas = await SchemaCatalogue.LoadEmbeddedAsync(Ct);
        Begin();
        await Step.RunOnceAsync(Ct);
        Assert.True(Step.IsUp);
        _centre = await CaseSystemAtBroker.ConnectAsync(_names);
    }

    public override async Task DisposeAsync()
    {
        await EndAsync();
        await _centre.DisposeAsync();
        _wire.Dispose();
        await RabbitQueues.RemoveAsync(_names, []);
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    [InlineData("ce-")]
    public async Task A_binary_event_is_stored_audited_answered_and_acknowledged(string prefix)
    {
        var headers = new Dictionary<string, object?>
        {
            [prefix + "specversion"] = "1.0",
            [prefix + "id"] = "e-1",
            [prefix + "source"] = "/centre",
            [prefix + "type"] = EventTypes.DossierReceived,
            [prefix + "subject"] = "H40-1",
        };
        await _centre.PublishAsync(Received, "m-1", "application/json", headers: headers);

        await RunUntilAsync(async () => (await Inbox.FindAsync("e-1", null, Ct)).Count > 0);

        var (correlation, verdict) = Assert.Single(await _centre.VerdictsAsync(1));
        var stored = Assert.Single(await Inbox.FindAsync("e-1", "/centre", Ct));
        Assert.Equal(("m-1", "accepted", stored.Seq), (correlation, Verdict(verdict), verdict.GetProperty("seq").GetInt64()));
        Assert.Equal(("broker:rabbitmq", "H40-1"), (stored.AcceptedBy, stored.Event.Subject));
        Assert.Single(await Outbox.OfEventAsync(stored.Seq, Ct));
        var line = Assert.Single(await AuditLinesAsync());
        Assert.Equal(("broker:rabbitmq", Role.CaseSystem, "queue events", "H40-1", "allowed"), (line.Entry.Actor, line.Entry.Role, line.Entry.Act, line.Entry.Target, line.Entry.Result));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_repeat_a_conflict_and_a_refusal_are_told_apart()
    {
        await _centre.PublishAsync(Event("e-1", "H40-1"), "m-1");
        await _centre.PublishAsync(Event("e-1", "H40-1"), "m-2");
        await _centre.PublishAsync(Event("e-1", "H40-2"), "m-3");
        await _centre.PublishAsync(Event("e-2", "H40-2", type: "no.such.type.v1"), "m-4");
        await _centre.PublishAsync(Event("e-3", "H40-3", data: "{}"), "m-5");

        var verdicts = (await VerdictsAsync(5)).ToDictionary(v => v.CorrelationId!, v => v.Json);

        Assert.Equal(
            ["accepted", "duplicate", "conflict", "refused unknown-event-type", "refused schema-violation"],
            Enumerable.Range(1, 5).Select(i => Verdict(verdicts[$"m-{i}"])));
        Assert.Equal(verdicts["m-1"].GetProperty("seq").GetInt64(), verdicts["m-2"].GetProperty("seq").GetInt64());
        Assert.Single(await Inbox.ListAsync(0, 100, null, Ct));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Events_of_a_batch_and_of_one_sender_keep_their_order()
    {
        await _centre.PublishAsync($"[{Event("e-1", "H40-1")},{Event("e-2", "H40-1")},7]", "m-1", "application/cloudevents-batch+json");
        for (var i = 3; i < 150; i++)
        {
            await _centre.PublishAsync(Event($"e-{i}", "H40-1"), $"m-{i}");
        }

        var verdicts = await VerdictsAsync(148);

        Assert.Equal(Enumerable.Range(1, 149).Select(i => $"e-{i}"), (await Inbox.ListAsync(0, 1000, null, Ct)).Select(e => e.Event.Id));
        var batch = verdicts.Single(v => v.CorrelationId == "m-1").Json;
        Assert.Equal(["accepted", "accepted", "refused invalid-event"], batch.EnumerateArray().Select(Verdict));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Without_a_reply_queue_or_with_one_that_is_gone_or_ours_the_verdict_goes_to_the_common_queue()
    {
        await _centre.ListenAsync(_names.VerdictQueue);
        string[] replyTos = ["", "gone", _names.EventQueue, _names.ParkingQueue];
        for (var i = 0; i < replyTos.Length; i++)
        {
            await _centre.PublishAsync(Event($"e-{i}", "H40-1"), $"m-{i}", replyTo: replyTos[i]);
        }

        var verdicts = await VerdictsAsync(4);

        Assert.Equal(["m-0", "m-1", "m-2", "m-3"], verdicts.Select(v => v.CorrelationId).Order());
        Assert.All(verdicts, verdict => Assert.Equal("accepted", Verdict(verdict.Json)));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_sender_may_wait_on_the_brokers_direct_reply()
    {
        await using var connection = await RabbitQueues.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var reply = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            reply.TrySetResult(message.BasicProperties.CorrelationId);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("amq.rabbitmq.reply-to", autoAck: true, consumer);
        await channel.BasicPublishAsync(
            _names.EventExchange, "", mandatory: true,
            new BasicProperties { ContentType = "application/cloudevents+json", ReplyTo = "amq.rabbitmq.reply-to", CorrelationId = "c-1" },
            Encoding.UTF8.GetBytes(Event("e-1", "H40-1")));

        await RunUntilAsync(() => Task.FromResult(reply.Task.IsCompleted));

        Assert.Equal("c-1", await reply.Task);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_parked_with_its_reason_and_the_others_flow()
    {
        await _centre.PublishAsync("not json", "m-1");
        await _centre.PublishAsync("<event/>", "m-2", "text/xml");
        await _centre.PublishAsync(Event("e-3", "H40-1", data: $$"""{"note":"{{new string('x', MaxBody)}}"}"""), "m-3");
        await _centre.PublishAsync(Event("e-4", "H40-1"), "m-4");

        var verdicts = (await VerdictsAsync(4)).ToDictionary(v => v.CorrelationId!, v => v.Json);
        await RunUntilAsync(async () => await CountAsync(_names.ParkingQueue) == 3);

        Assert.Equal(
            ["refused unreadable-body", "refused unsupported-media-type", "refused body-too-large", "accepted"],
            Enumerable.Range(1, 4).Select(i => Verdict(verdicts[$"m-{i}"])));
        var parked = await _centre.DrainAsync(_names.ParkingQueue);
        Assert.Equal(
            [("m-1", "unreadable-body"), ("m-2", "unsupported-media-type"), ("m-3", "body-too-large")],
            parked.Select(m => (m.BasicProperties.MessageId!, Header(m, "hub-parked-reason"))).Order());
        Assert.Equal("not json", Encoding.UTF8.GetString(parked.Single(m => m.BasicProperties.MessageId == "m-1").Body.Span));
        Assert.All(parked, message => Assert.Equal((_names.EventQueue, true), (Header(message, "hub-parked-from"), message.BasicProperties.Persistent)));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_acknowledged_and_nothing_consumed_and_then_each_is_stored_once()
    {
        _inbox.Before = _ => throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("gone"));
        await _centre.PublishAsync(Event("e-1", "H40-1"), "m-1");
        await _centre.PublishAsync(Event("e-2", "H40-2"), "m-2");
        DateTimeOffset? next = null;
        await RunUntilAsync(() => Task.FromResult(!Step.IsUp), at => next = at);

        Assert.Equal(Now + TimeSpan.FromSeconds(1), next);
        Assert.Equal(next, await Step.RunOnceAsync(Ct));

        // The broker counts behind our back.
        while (await CountAsync(_names.EventQueue) != 2)
        {
            await BeatAsync(Ct);
        }

        _inbox.Before = static _ => { };
        Clock.Advance(TimeSpan.FromSeconds(1));
        var verdicts = await VerdictsAsync(2);

        Assert.All(verdicts, verdict => Assert.Equal("accepted", Verdict(verdict.Json)));
        Assert.Equal(2, (await Inbox.ListAsync(0, 100, null, Ct)).Count);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_connection_lost_between_commit_and_verdict_makes_no_second_event_and_the_sender_is_told_all_the_same()
    {
        _inbox.After = () => _wire.Cut(staysOut: true);
        await _centre.PublishAsync(Event("e-1", "H40-1"), "m-1");
        await RunUntilAsync(() => Task.FromResult(!Step.IsUp));

        _inbox.After = static () => { };
        _wire.Mend();
        var verdict = (await VerdictsAsync(1))[0];

        Assert.Equal("duplicate", Verdict(verdict.Json));
        Assert.Single(await Inbox.ListAsync(0, 100, null, Ct));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_message_that_kills_the_hub_ends_in_the_parking_queue_and_takes_no_other_along()
    {
        var life = new CancellationTokenSource();
        _inbox.Before = submissions =>
        {
            if (submissions.Any(submission => submission.Event.Id == "poison"))
            {
                life.Cancel();
                life.Token.ThrowIfCancellationRequested();
            }
        };
        await EndAsync();
        await _centre.PublishAsync(Event("poison", "H40-1"), "m-poison");
        for (var i = 0; i < 10; i++)
        {
            await _centre.PublishAsync(Event($"e-{i}", "H40-2"), $"m-{i}");
        }

        var deaths = 0;
        using var patience = new CancellationTokenSource(Hang.Limit);
        Begin();
        while ((await Inbox.ListAsync(0, 100, null, Ct)).Count < 10)
        {
            Assert.False(patience.IsCancellationRequested, $"after {deaths} deaths the others are not stored");
            var seen = Step.Wake.Rings;
            try
            {
                await Step.RunOnceAsync(life.Token);
                await Task.WhenAny(Step.Wake.RungAfterAsync(seen), BeatAsync(Ct));
            }
            catch (OperationCanceledException)
            {
                Assert.True(++deaths < 100, "it kills the hub for ever");
                _wire.Cut();
                await EndAsync();
                life.Dispose();
                life = new CancellationTokenSource();
                Begin();
            }
        }

        life.Dispose();
        await VerdictsAsync(10);
        Assert.InRange(deaths, 20, 40);
        var parked = Assert.Single(await _centre.DrainAsync(_names.ParkingQueue));
        Assert.Equal("m-poison", parked.BasicProperties.MessageId);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task What_is_parked_can_be_counted_looked_at_as_often_as_one_likes_and_sent_back_to_where_it_came_from()
    {
        await using var person = new ParkingVisitor(Options());
        await _centre.PublishAsync("not json", "m-1");
        await _centre.ParkAsync(Event("e-9", "H40-9"), "m-9", new()
        {
            ["x-first-death-queue"] = _names.EventQueue,
            ["x-first-death-reason"] = "delivery_limit",
        });
        await _centre.ParkAsync("stray", "m-stray", new() { ["hub-parked-from"] = "somebody-elses" });
        await RunUntilAsync(async () => await CountAsync(_names.ParkingQueue) == 3);

        for (var look = 0; look < 14; look++)
        {
            Assert.Equal(
                [("m-1", _names.EventQueue, "unreadable-body"), ("m-9", _names.EventQueue, "delivery_limit"), ("m-stray", "somebody-elses", null)],
                (await person.Letters.ListAsync(100, Ct)).Select(letter => (letter.MessageId, letter.Queue, letter.Reason)).OrderBy(letter => letter.MessageId, StringComparer.Ordinal));
            await RunUntilAsync(async () => await person.Letters.CountAsync(Ct) == 3);
        }

        var sent = await person.Letters.ResendAsync(100, Ct);

        Assert.Equal([("m-1", "m-1"), ("m-9", "m-9"), ("m-stray", null)], sent.Select(letter => (letter.MessageId, letter.SentAgainAs)).OrderBy(letter => letter.MessageId, StringComparer.Ordinal));
        await RunUntilAsync(async () => await CountAsync(_names.ParkingQueue) == 2);
        Assert.Single(await Inbox.FindAsync("e-9", null, Ct));
        Assert.Equal(["m-1", "m-stray"], (await _centre.DrainAsync(_names.ParkingQueue)).Select(m => m.BasicProperties.MessageId).Order());
    }

    [Fact]
    public async Task A_message_that_the_hub_stumbles_over_is_tried_again_then_parked_and_never_stops_the_others()
    {
        _inbox.Before = submissions =>
        {
            if (submissions.Any(submission => submission.Event.Id == "bug"))
            {
                throw new FormatException("bug");
            }
        };
        await _centre.PublishAsync(Event("e-1", "H40-1"), "m-1");
        await _centre.PublishAsync(Event("bug", "H40-2"), "m-bug");
        await _centre.PublishAsync(Event("e-2", "H40-3"), "m-2");
        await VerdictsAsync(2);
        Assert.Equal(0u, await CountAsync(_names.ParkingQueue));

        foreach (var seconds in (int[])[1, 5, 30])
        {
            Clock.Advance(TimeSpan.FromSeconds(seconds));
            await Step.RunOnceAsync(Ct);
        }

        await RunUntilAsync(async () => await CountAsync(_names.ParkingQueue) == 1);
        var parked = Assert.Single(await _centre.DrainAsync(_names.ParkingQueue));
        Assert.Equal(("m-bug", "hub-fault"), (parked.BasicProperties.MessageId, Header(parked, "hub-parked-reason")));
        Assert.Equal(2, (await Inbox.ListAsync(0, 100, null, Ct)).Count);
        await NothingLeftAsync();
    }

    private const string Received =
        """{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-03-01T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"}}""";

    private static string Event(string id, string subject, string type = EventTypes.DossierReceived, string data = Received) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/centre","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""";

    private EventConsumerStep Step => _reader.Step;

    private RabbitMqOptions Options() => new() { Uri = new UriBuilder(RabbitServer.Shared.Uri) { Port = _wire.Port }.Uri, Prefix = _prefix };

    private void Begin()
    {
        var rules = new IntakeRules();
        var partner = new ScriptedPartner(Lane, EventTypes.DossierReceived);
        var intake = new EventIntake(
            _inbox, new EventGate(_schemas, rules), new SubmissionBuilder(new Router([partner], Fixture.Ids), rules), Clock);
        var queue = new EventQueueOptions { Limits = new IntakeLimits(1000, MaxBody, 16), MaxBodyBytes = MaxBody, WriteVerdict = VerdictWords.Write };
        _reader = QueueReader.Begin(Options(), Clock, (broker, transport) =>
            new EventConsumerStep(broker, transport, new QueuedEvents(intake, Port<IAuditLog>(), queue, Clock), Port<IStoreInfo>()));
    }

    private async Task EndAsync() => await _reader.DisposeAsync();

    /// <summary>Runs the step as a loop would, woken by its bell, with the clock moved to where it wants to go on.</summary>
    private async Task RunUntilAsync(Func<Task<bool>> isDone, Action<DateTimeOffset?>? ran = null)
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        while (true)
        {
            var seen = Step.Wake.Rings;
            var next = await Step.RunOnceAsync(patience.Token);
            ran?.Invoke(next);
            if (await isDone())
            {
                return;
            }

            if (next > Now && next <= Now + TimeSpan.FromSeconds(2))
            {
                Clock.MoveTo(next.Value);
            }
            else if (next > Now)
            {
                // The broker rings; where nobody does, as after a message that goes out and is not seen again, the next look is soon enough.
                await Task.WhenAny(Step.Wake.RungAfterAsync(seen), BeatAsync(patience.Token));
            }
        }
    }

    private static async Task BeatAsync(CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await beat.WaitForNextTickAsync(ct);
    }

    private async Task<List<(string? CorrelationId, JsonElement Json)>> VerdictsAsync(int count)
    {
        var verdicts = _centre.VerdictsAsync(count);
        await RunUntilAsync(() => Task.FromResult(verdicts.IsCompleted));
        return await verdicts;
    }

    /// <summary>Everything is acknowledged: without its consumer the queue is empty.</summary>
    private async Task NothingLeftAsync()
    {
        await EndAsync();
        Assert.Empty(await _centre.LeftAsync());
    }

    private async Task<uint> CountAsync(string queue) => await _centre.Channel.MessageCountAsync(queue);

    private static string Header(BasicGetResult message, string name) => Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers![name]!);

    private static string Verdict(JsonElement verdict) => VerdictWords.Of(verdict);
}
