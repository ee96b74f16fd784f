using System.Globalization;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>
/// What a delivery and an outgoing event cost depends neither on how many strands wait nor on what others subscribed to: both are done among few and
/// among very many, and what the engine does for them is counted.
/// </summary>
public abstract class LaneCostContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int Few = 200;
    private const int Strands = 100_000;
    private const int Subscriptions = 10_000;
    private const string Shared = "case-system";
    private const string Hanging = "s-hangs";

    /// <summary>What a higher tree may cost more.</summary>
    protected abstract long Slack { get; }

    [Fact]
    public async Task A_delivery_and_an_outgoing_event_cost_the_same_among_very_many()
    {
        await PutAsync("first");
        await FillStrandsAsync(0, Few);
        await FillSubscriptionsAsync(0, Few);
        await HangAsync();
        await TidyAsync(withFigures: false);
        var among = await CostsAsync();
        await FillStrandsAsync(Few, Strands);
        await FillSubscriptionsAsync(Few, Subscriptions);
        var dear = new List<string>();
        foreach (var withFigures in (bool[])[false, true])
        {
            await TidyAsync(withFigures);
            dear.AddRange(
                from cost in await CostsAsync()
                where cost.Value <= 0 || cost.Value > (among[cost.Key] * 3 / 2) + Slack
                select $"{cost.Key}: {among[cost.Key]} among few, {cost.Value} among many{(withFigures ? ", with figures" : "")}");
        }

        Assert.True(dear.Count == 0, string.Join("\n", dear));
    }

    /// <summary>Does what the engine does by itself after much was written.</summary>
    /// <param name="withFigures">Also what its planner goes by.</param>
    protected virtual Task TidyAsync(bool withFigures) => Task.CompletedTask;

    /// <summary>What the engine does for an act, in a measure of its own.</summary>
    protected abstract Task<long> CostAsync(Func<Task> act);

    /// <summary>Numbers from the first up to, not including, the last, as a query of one column <c>i</c>.</summary>
    protected abstract string Numbers(int from, int to);

    /// <summary>An expression of the number of the envelope that is made <c>i</c>th, and of an id of its own.</summary>
    protected abstract (string Seq, string Id) Envelope { get; }

    private async Task<Dictionary<string, long>> CostsAsync()
    {
        var costs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, act) in new (string, Func<Task>)[]
        {
            ("a delivery", () => DeliverAsync(Request(max: 1))),
            ("a delivery of a lane with receivers", () => DeliverAsync(Request(max: 1, lane: Shared, concurrency: 8) with { IsShared = true })),
            ("an announcement", AnnounceAsync),
            ("a rescue", () => Outbox.RescueAsync(Now, all: false, Ct)),
            ("an outgoing event", OutgoingAsync),
            ("the time of the next", () => Outbox.NextDueAsync(Lane, Ct)),
        })
        {
            // Once unseen, so that plans and pages are there.
            await act();
            costs[name] = await CostAsync(act);
        }

        return costs;
    }

    private async Task DeliverAsync(ClaimRequest request)
    {
        var claim = await Outbox.ClaimAsync(request, Ct);
        var delivery = Assert.Single(claim.Items);
        Assert.NotEqual(Hanging, delivery.Receiver);
        await SettleAsync(delivery, Again(TimeSpan.Zero, counted: false));
    }

    private async Task AnnounceAsync()
    {
        var claim = await Outbox.AnnounceAsync(Request(max: 1), Ct);
        await Outbox.ReleaseAsync(claim.Items, Now, Ct);
    }

    private async Task OutgoingAsync()
    {
        var submission = About("told");
        await AcceptAsync(submission with
        {
            Envelopes = [],
            Direction = EventDirection.Out,
            Event = submission.Event with { Type = "vn.onestop.nobody.asked.v1" },
        });
    }

    // As many as a receiver may have at once: its backlog must be passed over, however deep.
    private async Task HangAsync()
    {
        var request = Request(max: 8, lane: Shared, concurrency: 8) with { IsShared = true, LeaseUntil = Now.AddDays(1) };
        Assert.All((await Outbox.ClaimAsync(request, Ct)).Items, delivery => Assert.Equal(Hanging, delivery.Receiver));
        var submission = About($"s-good|1");
        await AcceptAsync(submission with { Envelopes = [new EnvelopeDraft(Fixture.Ids.Next(), Shared, "s-good|1", submission.Event.Type, Receiver: "s-good")] });
    }

    private async Task FillStrandsAsync(int from, int to)
    {
        var at = ((Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
        foreach (var (lane, key, receiver) in new[] { (Lane, "'k-' || i", "''"), (Shared, $"'{Hanging}|' || i", $"'{Hanging}'") })
        {
            var offset = lane == Lane ? "" : " + 10000000";
            await Fixture.TamperAsync($"""
                INSERT INTO envelopes (seq, id, lane, key, type, created_at)
                SELECT {Envelope.Seq}{offset}, {Envelope.Id}, '{lane}', {key}, 'some', {at} FROM ({Numbers(from, to)}) n
                """);
            await Fixture.TamperAsync($"""
                INSERT INTO strands (lane, key, depth, head, since, due_at, receiver)
                SELECT '{lane}', {key}, 1, {Envelope.Seq}{offset}, {at}, {at} - 4611686018427387904 - 1000000000 + i, {receiver} FROM ({Numbers(from, to)}) n
                """);
        }
    }

    private async Task FillSubscriptionsAsync(int from, int to)
    {
        await Fixture.TamperAsync($"""
            INSERT INTO subscriptions (id, url, types, secrets, active, created_at)
            SELECT 'sub-' || i, 'https://receiver.example/' || i, '["vn.onestop.other.v1"]', '[]', 1, 0 FROM ({Numbers(from, to)}) n
            """);
        await Fixture.TamperAsync($"INSERT INTO subscription_types (type, subscription) SELECT 'vn.onestop.other.v1', 'sub-' || i FROM ({Numbers(from, to)}) n");
    }
}
