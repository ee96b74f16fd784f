using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>
/// One lane's dispatcher: settles what has come back, claims what fits and starts it. It never waits: each answer rings the lane's own
/// bell, so one slow answer blocks nobody, and everything that came back together is settled in one transaction.
/// </summary>
public sealed class LaneStep : IStep, IDisposable
{
    // Between asking a connector to give up and its giving up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly LaneOptions _options;
    private readonly ILaneSource _source;
    private readonly IOutbox _outbox;
    private readonly Bilingual _party;
    private readonly RetryLadder _ladder;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RateMeter _done;
    private readonly LaneBreaker _breaker;
    private readonly Attempts _attempts;
    private readonly ReceiverBreakers? _receivers;
    private readonly ClockSteps _steps;
    private readonly ReceiverPlaces? _places;
    private readonly List<Settlement> _unsettled = [];
    private readonly List<Task<Attempted>> _inFlight = [];

    public LaneStep(IConnector connector, LaneOptions options, LanePorts ports, ILaneSource source, ILogger<LaneStep> logger)
    {
        Lane = connector.Lane;
        _options = options;
        _source = source;
        _outbox = ports.Outbox;
        _party = ports.Parties.NameOf(Lane);
        _clock = ports.Clock;
        _ladder = new RetryLadder(options.Ladder, ports.Random);
        _logger = logger;
        _done = new RateMeter(_clock);
        _breaker = new LaneBreaker(connector, options, ports, logger);
        _attempts = new Attempts(connector, options, _ladder, _clock, logger);
        _steps = new ClockSteps(options);
        if (connector.HasReceivers && ports.Receivers is not null)
        {
            _receivers = new ReceiverBreakers(Lane, options, ports, logger);
            _places = new ReceiverPlaces(connector, ports, source, logger);
        }

        Wake = ports.Signals.Of(Lane);
    }

    public string Name => "lane:" + Lane;

    public string Lane { get; }

    public Signal Wake { get; }

    public int InFlight => _inFlight.Count;

    public double DonePerSecond => _done.PerSecond();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var breaker = await _breaker.ReadAsync(ct);
        await SettleFinishedAsync(breaker, ct);
        _ = _places is not null && await _places.AssignAsync();
        await _breaker.ProbeIfDueAsync(ct);
        await KeepAsync();
        var next = await StartAsync(breaker, ct);
        return _inFlight.Exists(task => task.IsCompleted) ? _clock.GetUtcNow()
            : breaker.Row.Breaker == BreakerState.Open ? breaker.Row.ProbeAt
            : next;
    }

    /// <summary>
    /// Lets what is in flight come back and settles it; after <paramref name="patience"/> it is abandoned as doubtful. A connector that
    /// does not listen is left behind: its lease tells the next start.
    /// </summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        if (_breaker.Known is not { } breaker)
        {
            return;
        }

        _attempts.AbandonAfter(patience);
        try
        {
            await Task.WhenAll(_inFlight).WaitAsync(patience + Grace, _clock);
        }
        catch (TimeoutException)
        {
            _logger.LeftBehind(Lane, _inFlight.Count(task => !task.IsCompleted));
        }

        await SettleFinishedAsync(breaker, CancellationToken.None);
        await KeepAsync();
    }

    public void Dispose() => _attempts.Dispose();

    private int Room(Breaker breaker) => breaker.Row.Breaker switch
    {
        BreakerState.Open => 0,
        BreakerState.Trial => _inFlight.Count == 0 ? 1 : 0,
        _ => (_receivers is null ? _options.Concurrency : SlotShare.Slots(_options.Concurrency)) - _inFlight.Count,
    };

    private async Task KeepAsync()
    {
        await _breaker.KeepAsync();
        if (_receivers is not null)
        {
            await _receivers.KeepAsync();
        }
    }

    private async Task<DateTimeOffset?> StartAsync(Breaker breaker, CancellationToken ct)
    {
        var room = Room(breaker);
        if (room <= 0)
        {
            if (breaker.Row.Breaker == BreakerState.Open)
            {
                await _source.GiveBackAsync(ct);
            }

            return null;
        }

        var now = _clock.GetUtcNow();
        var claim = await _source.ClaimAsync(_options.ClaimOf(Lane, room, now) with { IsShared = _receivers is not null, RedateBeyond = _steps.RedateBeyond(now) }, ct);
        var hasMisplaced = await BeginAsync(claim.Deliveries, ct);
        if (claim.Lane is { } seen)
        {
            _steps.Looked(now);
            _breaker.Adopt(seen);
        }

        return hasMisplaced ? now : claim.NextAt;
    }

    /// <returns>True when some went back to the receiver whose they are, and may be claimed anew.</returns>
    private async Task<bool> BeginAsync(IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        foreach (var delivery in deliveries)
        {
            if (_places is not null && !await _places.IsInPlaceAsync(delivery, ct))
            {
                continue;
            }

            var attempt = _attempts.RunAsync(delivery);
            _inFlight.Add(attempt);
            _ = attempt.ContinueWith(
                static (_, bell) => ((Signal)bell!).Ring(), Wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return _places is not null && await _places.AssignAsync();
    }

    private async Task SettleFinishedAsync(Breaker breaker, CancellationToken ct)
    {
        var finished = await TakeFinishedAsync();
        if (finished.Count + _unsettled.Count == 0)
        {
            return;
        }

        Judge(breaker, finished);
        if (!_attempts.AreAbandoned && finished.Count > 0)
        {
            await _breaker.AskAsync(ct);
        }

        var isOutage = !breaker.IsClosed || _attempts.AreAbandoned;
        var retryAt = breaker.Row.ProbeAt ?? _clock.GetUtcNow();
        var settlements = finished.ConvertAll(attempted => _receivers?.AwayUntil(attempted.Delivery) is { } until
            ? Settle(attempted, isOutage: true, until)
            : Settle(attempted, isOutage, retryAt));
        var settled = await StoreAsync(settlements);
        foreach (var charged in settled.Where(s => s.Fate is Fate.Again { Counted: true }))
        {
            breaker.Charge(new Charge(charged.Delivery.Envelope.Id, charged.Delivery.Attempts + 1));
            _receivers?.Charge(charged.Delivery);
        }

        _done.Add(settled.Count(s => s.Fate is Fate.Complete));
    }

    private async Task<List<Attempted>> TakeFinishedAsync()
    {
        var finished = new List<Attempted>();
        for (var i = _inFlight.Count - 1; i >= 0; i--)
        {
            if (_inFlight[i].IsCompleted)
            {
                var attempted = await _inFlight[i];
                finished.Add(attempted);
                _places?.Ended(attempted.Delivery);
                _inFlight.RemoveAt(i);
            }
        }

        return finished;
    }

    // What has happened must be written even when the hub is told to stop meanwhile.
    // While the store refuses, it is told again in each run: as long as the leases hold nothing is repeated and nothing charged.
    private async Task<List<Settlement>> StoreAsync(List<Settlement> settlements)
    {
        _unsettled.AddRange(settlements);
        List<Settlement> settled = [.. _unsettled];
        var deliveries = settled.ConvertAll(settlement => settlement.Delivery);
        try
        {
            await _outbox.SettleAsync(settled, CancellationToken.None);
        }
        catch (Exception refused)
        {
            if (refused is not StoreUnavailableException)
            {
                _unsettled.Clear();
                await _source.UnsettledAsync(deliveries);
            }

            throw;
        }

        _unsettled.Clear();
        await _source.SettledAsync(deliveries);
        return settled;
    }

    private Settlement Settle(Attempted attempted, bool isOutage, DateTimeOffset retryAt)
    {
        var (delivery, handled, startedAt, endedAt, name) = attempted;
        var fate = Recoverability.Decide(handled.Outcome, delivery.Attempts, _ladder, endedAt, isOutage, retryAt);
        switch (fate)
        {
            case Fate.Again again:
                _logger.WillTryAgain(Lane, delivery.Envelope.Id, delivery.Envelope.Type, delivery.Attempts + 1, again.DueAt);
                break;
            case Fate.Dead dead:
                _logger.DeadLetter(Lane, delivery.Envelope.Id, delivery.Envelope.Type, dead.Code);
                break;
        }

        var isNews = fate is Fate.Dead && Lane != LaneNames.Outgoing;
        return new Settlement
        {
            Delivery = delivery,
            Fate = fate,
            State = handled.State,
            Attempt = new AttemptRecord(startedAt, endedAt, name, (fate as Fate.Dead)?.Code, attempted.Said, handled.Answer),
            Events = isNews ? [.. handled.Events, HeldNotice.For(delivery, _party, (Fate.Dead)fate, endedAt)] : handled.Events,
        };
    }

    private void Judge(Breaker breaker, List<Attempted> finished)
    {
        foreach (var (delivery, handled, _, endedAt, _) in finished)
        {
            switch (handled.Outcome)
            {
                case Outcome.Retry { PartnerDown: true } down when !_attempts.AreAbandoned:
                    var isOneOfMany = _receivers is not null && delivery.Receiver.Length > 0;
                    breaker.Failed(delivery.Envelope.Id, delivery.Envelope.Key, down.Reason, endedAt, mayOpen: !isOneOfMany);
                    if (isOneOfMany)
                    {
                        _receivers!.Failed(delivery, down, endedAt);
                    }

                    break;
                case Outcome.Done or Outcome.Reject or Outcome.Retry { PartnerDown: false }:
                    breaker.Answered();
                    _receivers?.Answered(delivery);
                    break;
            }
        }
    }
}
