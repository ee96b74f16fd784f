using System.Globalization;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Lanes.Simulation;

/// <summary>Random weeks of one lane on a manual clock; a failure prints its seed and the trace.</summary>
public abstract class SimulatedWeekContract<TFixture, TTransport> : LaneContract<TFixture, TTransport>, IDisposable
    where TFixture : StoreFixture, new()
    where TTransport : TransportFixture, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly LaneOptions Lively = new()
    {
        Concurrency = 3,
        RatePerSecond = 5,
        BreakerThreshold = 3,
        Ladder = [5 * Second, 30 * Second, 5 * Minute, Hour],
    };

    private readonly List<string> _trace = [];
    private readonly List<(EnvelopeId Id, string Key)> _accepted = [];
    private readonly HashSet<EnvelopeId> _setAside = [];
    private readonly List<DateTimeOffset> _jobs = [];
    private readonly ChargeBook _charges = new();
    private Random _random = new(0);
    private SimulatedPartner _partner = null!;
    private FlakyOutbox _outbox = null!;
    private LaneStep _lane = null!;
    private RedriveStep _redrive = null!;
    private TimerStep _timer = null!;
    private long _lastRun;

    [Theory]
    [SimulatedSeeds]
    public async Task A_random_week_keeps_every_promise(int seed)
    {
        try
        {
            await WeekAsync(seed);
            await CheckAsync(isOver: false);
            await GetWellAsync();
            await CheckAsync(isOver: true);
        }
        catch (Exception exception)
        {
            throw new Xunit.Sdk.XunitException(
                $"seed {seed}: {exception.Message}\n{exception.StackTrace}\n--- trace ({_trace.Count} lines)\n{string.Join('\n', _trace.TakeLast(250))}", exception);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _lane?.Dispose();

    private async Task WeekAsync(int seed)
    {
        _random = new Random(seed);
        _partner = new SimulatedPartner(Lane, _random, () => Now);
        Begin();
        var end = Now + TimeSpan.FromDays(7);
        var keys = _random.Next(2, 8);
        var arrivals = _random.Next(20, 70);
        while (Now < end)
        {
            switch (_random.Next(100))
            {
                case < 14 when _accepted.Count < arrivals:
                    await ArriveAsync($"k{_random.Next(keys)}");
                    break;
                case < 40:
                    await StepAsync();
                    break;
                case < 62 when _partner.Pending.Count > 0:
                    await AnswerAsync(_partner.Pending[_random.Next(_partner.Pending.Count)]);
                    break;
                case < 82:
                    await PassAsync();
                    break;
                case < 86:
                    _partner.IsAway = !_partner.IsAway && _random.Next(3) == 0;
                    _partner.ProbeLies = _random.Next(4) == 0;
                    Note($"partner away: {_partner.IsAway}, probe lies: {_partner.ProbeLies}");
                    break;
                case < 95:
                    await OperateAsync();
                    break;
                case < 97:
                    await EndAsync();
                    break;
                case < 98:
                    _outbox.SettleFails = !_outbox.SettleFails;
                    Note($"settle fails: {_outbox.SettleFails}");
                    break;
            }
        }
    }

    private void Begin()
    {
        _charges.Forget();
        _outbox = new FlakyOutbox(Outbox) { Settling = _charges.Settling };
        _lane = Start(_partner, Lively, _outbox, new Random(_random.Next()));
        _redrive = new RedriveStep(Port<IRedrives>(), Clock, NullLogger<RedriveStep>.Instance);
        _timer = new TimerStep("hourly", Port<ITimers>(), Clock, 5 * Minute, NextHour, _ =>
        {
            _jobs.Add(Now);
            return _random.Next(10) == 0 ? throw new InvalidOperationException("the job failed") : Task.FromResult<string?>("ok");
        });
    }

    private async Task ArriveAsync(string key)
    {
        _accepted.Add((await PutAsync(key), key));
        Note($"arrives {key} #{_accepted.Count}");
    }

    private async Task StepAsync()
    {
        switch (_random.Next(10))
        {
            case 0:
                await new RescueStep(_outbox, Clock, NullLogger<RescueStep>.Instance).RunOnceAsync(Ct);
                break;
            case 1:
                await _redrive.RunOnceAsync(Ct);
                break;
            case 2:
                await RunTimerAsync();
                break;
            default:
                await RunLaneAsync();
                break;
        }
    }

    private async Task RunTimerAsync()
    {
        try
        {
            Assert.True(await _timer.RunOnceAsync(Ct) > Now);
        }
        catch (InvalidOperationException exception) when (exception.Message == "the job failed")
        {
        }
    }

    private async Task<DateTimeOffset?> RunLaneAsync()
    {
        var refunded = _outbox.Refunded.Count;
        DateTimeOffset? next = Now + Second;
        try
        {
            next = await RunOnceAsync(_lane);
        }
        catch (IOException)
        {
            Note("the store failed");
        }

        _charges.Refunded(_outbox.Refunded.Skip(refunded));
        var row = await Board.ReadAsync(Lane, Ct);
        if (row.Breaker == BreakerState.Open)
        {
            Assert.True(_charges.Charged.Count == 0, "charged while the breaker is open: " + string.Join(' ', _charges.Charged));
        }

        Note($"lane: breaker {row.Breaker}, paused {row.IsPaused}, in flight {_partner.Pending.Count}, next {next:d HH:mm:ss.fff}");
        return next;
    }

    private async Task AnswerAsync(PendingCall call)
    {
        var seen = _lane.Wake.Rings;
        var answer = _partner.Answer(call);
        Note($"answer {call.Delivery.Envelope.Key}/{call.Delivery.Envelope.Seq}: {answer}{(call.Delivery.IsDoubtful ? " (doubtful)" : "")}");
        await _lane.Wake.RungAfterAsync(seen).WaitAsync(30 * Second);
    }

    // An attempt that is still out when its lease nears the end is given up by the lane; this one answers before.
    private async Task PassAsync()
    {
        var to = Now + _random.Next(5) switch
        {
            0 => TimeSpan.FromMilliseconds(_random.Next(2000)),
            1 or 2 => _random.Next(120) * Second,
            3 => _random.Next(60) * Minute,
            _ => _random.Next(8) * Hour,
        };
        while (_partner.Pending.Find(call => to >= call.StartedAt + Lively.Lease) is { } call)
        {
            await AnswerAsync(call);
        }

        Clock.MoveTo(to);
        Note("time passes");
    }

    private async Task OperateAsync()
    {
        var letters = await DeadLetters.ListAsync(new DeadLetterFilter(), 0, 100, Ct);
        var act = _random.Next(8);
        if (act < 2)
        {
            var isPaused = !(await Board.ReadAsync(Lane, Ct)).IsPaused && _random.Next(2) == 0;
            await Board.SetPausedAsync(Lane, isPaused, "wish", Audit("lane.pause"), Ct);
            Note($"operator: paused {isPaused}");
        }
        else if (act == 2)
        {
            var plan = await Port<IRedrives>().PlanAsync(new DeadLetterFilter(Lane), _random.Next(1, 4), Audit("redrive.plan"), Ct);
            await Port<IRedrives>().StartAsync(plan.Id, Audit("redrive.start"), Ct);
            Note($"operator: redrive of {plan.Planned}");
        }
        else if (letters.Count > 0)
        {
            var letter = letters[_random.Next(letters.Count)];
            var id = letter.Envelope.Id;
            var done = act switch
            {
                < 6 => await DeadLetters.RetryAsync(id, Audit(), Ct),
                6 => await DeadLetters.SkipAsync(id, "wish", Audit(), Ct) && _setAside.Add(id),
                _ => await DeadLetters.DiscardAsync(id, "wish", Audit(), Ct),
            };
            Note($"operator: {act switch { < 6 => "retry", 6 => "skip", _ => "discard" }} {letter.Envelope.Key}/{letter.Envelope.Seq}: {done}");
        }
    }

    /// <summary>The hub dies, or stops in good order, and starts again.</summary>
    private async Task EndAsync()
    {
        if (_random.Next(3) > 0)
        {
            _partner.Forget();
            await KillAsync();
            Note("killed");
        }
        else
        {
            _outbox.SettleFails = false;
            var drain = _lane.DrainAsync(10 * Second);
            _partner.Forget();
            Clock.Advance(10 * Second);
            await drain.WaitAsync(30 * Second);
            await ReopenAsync();
            Note("stopped and started");
        }

        _lane.Dispose();
        Begin();
    }

    private async Task GetWellAsync()
    {
        Note("all is well from now on");
        (_partner.IsAway, _partner.IsWell, _outbox.SettleFails) = (false, true, false);
        await Board.SetPausedAsync(Lane, false, null, Audit("lane.resume"), Ct);
        var end = Now + (12 * Hour);
        while (Now < end)
        {
            await new RescueStep(_outbox, Clock, NullLogger<RescueStep>.Instance).RunOnceAsync(Ct);
            DateTimeOffset? next;
            var runs = 0;
            do
            {
                Assert.True(++runs < 2_000, "the lane spins");
                next = await RunLaneAsync();
                while (_partner.Pending.Count > 0)
                {
                    await AnswerAsync(_partner.Pending[0]);
                    next = Now;
                }
            }
            while (next <= Now);

            var redriveAt = await _redrive.RunOnceAsync(Ct);
            var depth = await Board.DepthAsync(Lane, Ct);
            if (redriveAt is null && depth.Waiting == 0)
            {
                return;
            }

            DateTimeOffset[] times = [next ?? end, redriveAt ?? end, depth.Leased > 0 ? Now + Minute : end];
            Clock.MoveTo(times.Min());
        }
    }

    private async Task CheckAsync(bool isOver)
    {
        Assert.Empty(_partner.Complaints);
        var letters = (await DeadLetters.ListAsync(new DeadLetterFilter(), 0, 1000, Ct)).Select(letter => letter.Envelope.Id).ToHashSet();
        foreach (var strand in _accepted.GroupBy(envelope => envelope.Key))
        {
            var isHeld = false;
            var isFirst = true;
            foreach (var (id, key) in strand)
            {
                var record = await FindAsync(id);
                var effects = _partner.Effects.Count(effect => effect.Id == id);
                var name = $"{key}/{record.Envelope.Seq} ({record.State})";
                Assert.True(record.State == EnvelopeState.Done ? effects == 1 : effects <= 1, $"{name} has {effects} effects");
                switch (record.State)
                {
                    case EnvelopeState.Dead:
                        Assert.Contains(id, letters);
                        Assert.NotNull(record.Code);
                        isHeld = true;
                        break;
                    case EnvelopeState.Skipped:
                        Assert.Contains(id, letters);
                        break;
                    case EnvelopeState.Waiting:
                        Assert.True(isOver ? isHeld : isHeld || !isFirst || record.DueAt is not null, $"{name} waits for nobody");
                        isFirst = false;
                        break;
                }
            }

            var order = _partner.Effects.Where(effect => effect.Key == strand.Key && !_setAside.Contains(effect.Id)).Select(effect => effect.Seq).ToList();
            Assert.Equal(order.Order(), order);
        }

        Assert.Equal(_jobs.Count, _jobs.Select(NextHour).Distinct().Count());
        if (isOver)
        {
            Assert.Empty(await Port<IRedrives>().RunningAsync(Ct));
            var depth = await Board.DepthAsync(Lane, Ct);
            Assert.Equal((0, 0), (depth.Waiting, depth.Leased));
            Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
        }
    }

    private static DateTimeOffset NextHour(DateTimeOffset at) => new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero) + Hour;

    private void Note(string text) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{++_lastRun,5} {Now:dd HH:mm:ss.fff} {text}"));
}
