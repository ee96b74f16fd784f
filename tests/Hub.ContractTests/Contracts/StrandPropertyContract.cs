using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Random days of a lane beside a model in memory: whatever happens in whatever order, both must agree.</summary>
public abstract class StrandPropertyContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private readonly StrandModel _model = new();
    private readonly List<Delivery> _flying = [];
    private readonly List<Delivery> _stale = [];
    private readonly Dictionary<string, List<EnvelopeId>> _firstDeliveries = [];
    private Random _random = null!;

    [Theory]
    [PropertySeeds]
    public async Task Order_holding_and_count_hold_on_a_random_day(int seed)
    {
        _random = new Random(seed);
        for (var step = 0; step < 400; step++)
        {
            var act = await ActAsync();
            Clock.Advance(TimeSpan.FromSeconds(1));
            try
            {
                await CompareAsync(full: step % 20 == 19);
            }
            catch (Exception exception)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed}, step {step} ({act}): {exception.Message}");
            }
        }

        await DrainAsync();
    }

    private async Task<string> ActAsync()
    {
        switch (_random.Next(20))
        {
            case < 6:
                await PutSomeAsync();
                return "accept";
            case < 10:
                await TakeSomeAsync(_random.Next(1, 4));
                return "claim";
            case < 15 when _flying.Count > 0:
                await SettleOneAsync();
                return "settle";
            case 15:
                return await DecideAsync(EnvelopeState.Waiting);
            case 16:
                return await DecideAsync(EnvelopeState.Skipped);
            case 17:
                return await DecideAsync(EnvelopeState.Discarded);
            case 18 when _random.Next(3) == 0:
                Assert.Equal(_model.Rescue(), await Outbox.RescueAsync(Now, all: true, Ct));
                Lose();
                return "rescue";
            case 18 when _random.Next(6) == 0:
                await KillAsync();
                _model.Rescue();
                Lose();
                return "kill";
            case 19 when _stale.Count > 0:
                var stale = _stale[_random.Next(_stale.Count)];
                await SettleAsync(stale, AnyFate(), new PartnerState("""{"stale":true}"""));
                _model[stale.Envelope.Id].History++;
                return "late settle";
            default:
                return "nothing";
        }
    }

    private async Task PutSomeAsync()
    {
        var batch = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => About($"k{_random.Next(5)}")).ToList();
        await Inbox.AcceptAsync(batch, null, Ct);
        foreach (var submission in batch)
        {
            _model.Add(submission.Envelopes[0].Id, submission.Envelopes[0].Key);
        }
    }

    private async Task TakeSomeAsync(int max)
    {
        var may = _model.Keys.Select(_model.Claimable).OfType<StrandModel.Entry>().ToDictionary(item => item.Key);
        var claimed = await ClaimAsync(max);
        Assert.Equal(Math.Min(max, may.Count), claimed.Count);
        foreach (var delivery in claimed)
        {
            var expected = may[delivery.Envelope.Key];
            Assert.True(may.Remove(delivery.Envelope.Key), "one key was claimed twice");
            Assert.Equal(expected.Id, delivery.Envelope.Id);
            Assert.Equal((expected.Attempts, expected.Doubtful), (delivery.Attempts, delivery.IsDoubtful));
            expected.InFlight = true;
            _flying.Add(delivery);
            var order = _firstDeliveries.TryGetValue(expected.Key, out var known) ? known : _firstDeliveries[expected.Key] = [];
            if (!order.Contains(expected.Id))
            {
                order.Add(expected.Id);
            }
        }
    }

    private async Task SettleOneAsync()
    {
        var delivery = _flying[_random.Next(_flying.Count)];
        _flying.Remove(delivery);
        var fate = AnyFate();
        await SettleAsync(delivery, fate);
        _model.Settle(delivery.Envelope.Id, fate);
        _stale.Add(delivery);
    }

    private async Task<string> DecideAsync(EnvelopeState to)
    {
        if (_model.Items.Count == 0)
        {
            return "nothing";
        }

        // Mostly where there is something to decide, now and then where there is not.
        var open = _model.Items.Where(item => item.State is EnvelopeState.Dead or EnvelopeState.Skipped).ToList();
        var from = open.Count > 0 && _random.Next(4) > 0 ? open : [.. _model.Items];
        var id = from[_random.Next(from.Count)].Id;
        var done = to switch
        {
            EnvelopeState.Waiting => await DeadLetters.RetryAsync(id, Audit(), Ct),
            EnvelopeState.Skipped => await DeadLetters.SkipAsync(id, "", Audit(), Ct),
            _ => await DeadLetters.DiscardAsync(id, "", Audit(), Ct),
        };
        Assert.Equal(_model.Decide(id, to), done);
        return $"decide {to}";
    }

    private Fate AnyFate() => _random.Next(8) switch
    {
        < 4 => Done,
        4 or 5 => Dead(),
        6 => Again(TimeSpan.Zero, counted: true, doubtful: _random.Next(2) == 0),
        _ => Again(TimeSpan.Zero, counted: false),
    };

    private void Lose()
    {
        _stale.AddRange(_flying);
        _flying.Clear();
    }

    private async Task CompareAsync(bool full)
    {
        var depth = await Port<ILaneBoard>().DepthAsync(Lane, Ct);
        var held = _model.Keys.Where(_model.IsHeld).Sum(key => _model.Strand(key).Count - 1);
        var dead = _model.Items.Count(item => item.State == EnvelopeState.Dead);
        var waiting = _model.Items.Count(item => item.State == EnvelopeState.Waiting) - held;
        Assert.Equal((waiting, held, dead, _flying.Count), (depth.Waiting, depth.Held, depth.Dead, depth.Leased));
        if (!full)
        {
            return;
        }

        foreach (var item in _model.Items)
        {
            var record = await FindAsync(item.Id);
            Assert.Equal(
                (item.State, item.Attempts, item.Doubtful, item.History),
                (record.State, record.Attempts, record.IsDoubtful, record.History.Count));
        }

        Assert.Null(await Outbox.StateAsync(Lane, "k0", Ct));
    }

    // At the end of the day everything is delivered or decided: nothing is lost and nothing is left over.
    private async Task DrainAsync()
    {
        await Outbox.RescueAsync(Now, all: true, Ct);
        _model.Rescue();
        Lose();
        foreach (var item in _model.Items.Where(item => item.State == EnvelopeState.Dead))
        {
            Assert.True(await DeadLetters.RetryAsync(item.Id, Audit(), Ct));
            _model.Decide(item.Id, EnvelopeState.Waiting);
        }

        while (_model.Keys.Any(key => _model.Claimable(key) is not null))
        {
            await TakeSomeAsync(100);
            foreach (var delivery in _flying.ToList())
            {
                _flying.Remove(delivery);
                await SettleAsync(delivery, Done);
                _model.Settle(delivery.Envelope.Id, Done);
            }
        }

        await CompareAsync(full: true);
        Assert.Empty(await ClaimAsync());
        Assert.Null(await Outbox.NextDueAsync(Lane, Ct));
        Assert.All(_model.Items, item => Assert.True(item.State >= EnvelopeState.Done));
        foreach (var (key, order) in _firstDeliveries)
        {
            Assert.Equal(_model.Items.Where(item => item.Key == key && item.History > 0).Select(item => item.Id), order);
        }

        // A fresh envelope of each key is due at once: no strand was left behind, held or leased.
        foreach (var key in _model.Keys.ToList())
        {
            await PutAsync(key);
            await SettleAsync(await ClaimOneAsync(), Done);
        }
    }
}
