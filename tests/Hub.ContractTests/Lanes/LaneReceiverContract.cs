using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Lanes;

/// <summary>A lane whose keys belong to different receivers: each has its share of the slots and its own breaker.</summary>
public abstract class LaneReceiverContract<TFixture, TTransport> : LaneContract<TFixture, TTransport>
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    private static readonly LaneOptions Few = Options with { Concurrency = 2, BreakerThreshold = 2 };
    private static readonly Outcome NotReached = new Outcome.Retry("connection refused", PartnerDown: true, Unreached: true);
    private readonly HashSet<string> _hanging = new(StringComparer.Ordinal);
    private readonly HashSet<string> _away = new(StringComparer.Ordinal);

    public override Task InitializeAsync()
    {
        Partner.Receiver = delivery => Of(delivery.Envelope.Key);
        Partner.Answer = (delivery, _) => _hanging.Contains(Of(delivery.Envelope.Key)) ? new TaskCompletionSource<Handled>().Task
            : Task.FromResult<Handled>(_away.Contains(Of(delivery.Envelope.Key)) ? Away : new Outcome.Done());
        return base.InitializeAsync();
    }

    [Fact]
    public async Task A_receiver_that_hangs_keeps_no_other_waiting()
    {
        _hanging.Add("bad");
        await PutOfAsync("bad", 10);
        using var lane = Start(Few);
        await RunAsync(lane);
        await PutOfAsync("good", 40);

        await RunAsync(lane);

        Assert.Equal(40, SeenOf("good"));
        Assert.Equal(2, SeenOf("bad"));
        Assert.Equal(2, lane.InFlight);
    }

    [Fact]
    public async Task However_deep_the_backlog_of_one_that_hangs_another_is_found()
    {
        _hanging.Add("bad");
        await PutOfAsync("bad", 300);
        await PutOfAsync("good", 5);
        using var lane = Start(Few);

        await RunAsync(lane);

        Assert.Equal((2, 5), (SeenOf("bad"), SeenOf("good")));
    }

    [Fact]
    public async Task Several_that_hang_together_leave_a_slot_for_each_that_does_not()
    {
        string[] bad = ["bad-1", "bad-2", "bad-3", "bad-4"];
        _hanging.UnionWith(bad);
        foreach (var receiver in bad)
        {
            await PutOfAsync(receiver, 5);
        }

        using var lane = Start(Few);
        await RunAsync(lane);
        await PutOfAsync("good", 20);

        await RunAsync(lane);

        Assert.Equal(20, SeenOf("good"));
        Assert.All(bad, receiver => Assert.InRange(SeenOf(receiver), 1, 2));
    }

    [Fact]
    public async Task One_that_is_away_is_tried_now_and_then_and_costs_nobody_an_attempt()
    {
        _away.Add("bad");
        var ids = await PutOfAsync("bad", 4);
        using var lane = Start(Few with { Ladder = [Second, 2 * Second] });
        await LiveAsync(lane, TimeSpan.FromHours(2));
        await PutOfAsync("good", 6);
        await RunAsync(lane);

        Assert.Equal(6, SeenOf("good"));
        Assert.InRange(SeenOf("bad"), 110, 140);
        foreach (var id in ids)
        {
            Assert.Equal((EnvelopeState.Waiting, 0), ((await FindAsync(id)).State, (await FindAsync(id)).Attempts));
        }

        Assert.Equal(BreakerState.Closed, (await Board.ReadAsync(Lane, Ct)).Breaker);
        var failing = Assert.Single(await Port<IReceivers>().FailingAsync(Lane, 10, Ct));
        Assert.Equal(("bad", true, "http-503"), (failing.Receiver, failing.Standing.IsAway, failing.Standing.Reason));
        _away.Clear();
        await LiveAsync(lane, 5 * Minute);

        Assert.All(await Task.WhenAll(ids.Select(StateAsync)), state => Assert.Equal(EnvelopeState.Done, state));
        Assert.Empty(await Port<IReceivers>().FailingAsync(Lane, 10, Ct));
    }

    [Fact]
    public async Task One_that_cannot_be_reached_is_away_at_its_first_failure()
    {
        Partner.Says(delivery => Of(delivery.Envelope.Key) == "bad" ? NotReached : new Outcome.Done());
        var id = (await PutOfAsync("bad", 1))[0];
        using var lane = Start(Few);

        Assert.Equal(Now + Few.ProbeEvery, await RunAsync(lane));

        Assert.Equal(0, (await FindAsync(id)).Attempts);
        Assert.True(Assert.Single(await Port<IReceivers>().FailingAsync(Lane, 10, Ct)).Standing.IsAway);
    }

    [Fact]
    public async Task One_bad_message_does_not_shut_its_receiver_off()
    {
        var bad = (await PutOfAsync("one", 1))[0];
        await PutOfAsync("one", 3, from: 1);
        Partner.Says(delivery => delivery.Envelope.Id == bad ? Away : new Outcome.Done());
        using var lane = Start(Few with { Ladder = [Second, Second] });

        await LiveAsync(lane, Minute);

        Assert.Equal(EnvelopeState.Dead, await StateAsync(bad));
        Assert.Equal(3, Partner.Seen.Count(delivery => delivery.Envelope.Id != bad));
    }

    [Fact]
    public async Task After_a_kill_a_receiver_that_was_away_is_still_tried_one_at_a_time()
    {
        _away.Add("bad");
        await PutOfAsync("bad", 5);
        using (var lane = Start(Few))
        {
            await RunAsync(lane);
            Assert.Equal(2, SeenOf("bad"));
        }

        await KillAsync();
        Partner.Seen.Clear();
        Clock.Advance(5 * Minute);
        await Outbox.RescueAsync(Now, all: false, Ct);
        using var next = Start(Few);
        await RunAsync(next);

        Assert.Equal(1, SeenOf("bad"));
    }

    [Fact]
    public async Task A_strand_of_no_known_receiver_is_given_to_the_one_the_connector_names()
    {
        _hanging.Add("bad");
        var ids = await PutAllAsync("bad|1", "bad|2", "bad|3", "good|1", "good|2", "good|3");
        using var lane = Start(Few);

        await RunAsync(lane);

        Assert.Equal((2, 3), (SeenOf("bad"), SeenOf("good")));
        Assert.Equal((EnvelopeState.Done, 1), ((await FindAsync(ids[3])).State, (await FindAsync(ids[3])).Attempts));
        Assert.Single((await FindAsync(ids[3])).History);
    }

    [Fact]
    public async Task Hundreds_that_are_away_hide_nobody_who_answers()
    {
        var rows = Enumerable.Range(0, 600).Select(n => new FailingReceiver($"away-{n:000}", new Standing(true, "timeout", Now, Now.AddMinutes(1), 3, 0))).ToList();
        await Port<IReceivers>().SaveAsync(Lane, rows, Ct);
        await Inbox.AcceptAsync([.. rows.Select(row => Put($"{row.Receiver}|1", row.Receiver))], null, Ct);
        await PutOfAsync("good", 3);
        using var lane = Start(Few);

        await RunAsync(lane);

        Assert.Equal(["good|0", "good|1", "good|2"], Partner.Seen.Select(delivery => delivery.Envelope.Key).Order(StringComparer.Ordinal));
    }

    private static string Of(string key) => key[..key.IndexOf('|', StringComparison.Ordinal)];

    private int SeenOf(string receiver) => Partner.Seen.Count(delivery => Of(delivery.Envelope.Key) == receiver);

    private Core.Inbox.Submission Put(string key, string receiver)
    {
        var submission = About(key);
        return submission with { Envelopes = [submission.Envelopes[0] with { Receiver = receiver }] };
    }

    private async Task<EnvelopeId[]> PutOfAsync(string receiver, int count, int from = 0)
    {
        var submissions = Enumerable.Range(from, count).Select(n => Put($"{receiver}|{n}", receiver)).ToList();
        await Inbox.AcceptAsync(submissions, null, Ct);
        return [.. submissions.Select(submission => submission.Envelopes[0].Id)];
    }
}
