using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Ports;
using Hub.Core.Steps;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>
/// One lane's dispatcher: settles what has come back, claims what fits and starts it. It never waits: each answer rings the lane's own
/// bell, so one slow answer blocks nobody, and everything that came back together is settled in one transaction.
/// </summary>
public sealed class LaneStep : IStep, IDisposable
{
    // The rest of the lease is for settling.
    private const double AttemptShare = 0.8;
    // Between asking a connector to give up and its giving up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly IConnector _connector;
    private readonly LaneOptions _options;
    private readonly ILaneSource _source;
    private readonly IOutbox _outbox;
    private readonly ILaneBoard _board;
    private readonly RetryLadder _ladder;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RateMeter _done;
    private readonly List<Task<Attempted>> _inFlight = [];
    private readonly CancellationTokenSource _abandon;
    private Breaker? _breaker;
    private LaneRow? _saved;

    public LaneStep(IConnector connector, LaneOptions options, LanePorts ports, ILaneSource source, ILogger<LaneStep> logger)
    {
        _connector = connector;
        _options = options;
        _source = source;
        _outbox = ports.Outbox;
        _board = ports.Board;
        _clock = ports.Clock;
        _ladder = new RetryLadder(options.Ladder, ports.Random);
        _logger = logger;
        _done = new RateMeter(_clock);
        _abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        Wake = ports.Signals.Of(connector.Lane);
    }

    public string Name => "lane:" + Lane;

    public string Lane => _connector.Lane;

    public Signal Wake { get; }

    public int InFlight => _inFlight.Count;

    public double DonePerSecond => _done.PerSecond();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var breaker = await BreakerAsync(ct).ConfigureAwait(false);
        await SettleFinishedAsync(breaker, ct).ConfigureAwait(false);
        await ProbeIfDueAsync(breaker, ct).ConfigureAwait(false);
        await KeepAsync(breaker).ConfigureAwait(false);
        var next = await StartAsync(breaker, ct).ConfigureAwait(false);
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
        if (_breaker is null)
        {
            return;
        }

        _abandon.CancelAfter(patience);
        try
        {
            await Task.WhenAll(_inFlight).WaitAsync(patience + Grace, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _logger.LeftBehind(Lane, _inFlight.Count(task => !task.IsCompleted));
        }

        await SettleFinishedAsync(_breaker, CancellationToken.None).ConfigureAwait(false);
        await KeepAsync(_breaker).ConfigureAwait(false);
    }

    public void Dispose() => _abandon.Dispose();

    private int Room(Breaker breaker) => breaker.Row.Breaker switch
    {
        BreakerState.Open => 0,
        BreakerState.Trial => _inFlight.Count == 0 ? 1 : 0,
        _ => _options.Concurrency - _inFlight.Count,
    };

    // Another instance may have asked the partner meanwhile, or have been answered.
    private async Task<Breaker> BreakerAsync(CancellationToken ct)
    {
        if (_breaker is null)
        {
            return _breaker = new Breaker(_saved = await _board.ReadAsync(Lane, ct).ConfigureAwait(false), _options);
        }

        if (!_breaker.IsClosed)
        {
            Adopt(_breaker, await _board.ReadAsync(Lane, ct).ConfigureAwait(false));
        }

        return _breaker;
    }

    // What is not stored yet is newer than what is.
    private void Adopt(Breaker breaker, LaneRow stored)
    {
        if (breaker.Row == _saved && stored.Version != breaker.Row.Version)
        {
            Show(breaker.Row, stored);
            breaker.Adopt(_saved = stored);
        }
    }

    private async Task<DateTimeOffset?> StartAsync(Breaker breaker, CancellationToken ct)
    {
        var room = Room(breaker);
        if (room <= 0)
        {
            if (breaker.Row.Breaker == BreakerState.Open)
            {
                await _source.GiveBackAsync(ct).ConfigureAwait(false);
            }

            return null;
        }

        var haul = await _source.ClaimAsync(ClaimRequest.For(Lane, _options, room, _clock.GetUtcNow()), ct).ConfigureAwait(false);
        foreach (var delivery in haul.Deliveries)
        {
            var attempt = AttemptAsync(delivery);
            _inFlight.Add(attempt);
            _ = attempt.ContinueWith(
                static (_, bell) => ((Signal)bell!).Ring(), Wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (haul.Lane is { } seen)
        {
            Adopt(breaker, seen);
        }

        return haul.NextAt;
    }

    private async Task<Attempted> AttemptAsync(Delivery delivery)
    {
        var startedAt = _clock.GetUtcNow();
        using var activity = LaneTelemetry.Activities.StartActivity("deliver " + Lane, ActivityKind.Consumer, delivery.Envelope.TraceParent);
        activity?.SetTag("hub.envelope", delivery.Envelope.Id.ToString());
        Handled handled;
        var isFault = false;

        // An attempt must end before its lease does, or another worker would take the strand while this one still speaks.
        using var limit = new CancellationTokenSource(_options.Lease * AttemptShare, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _abandon.Token);
        try
        {
            handled = delivery.Attempts > _ladder.Length
                ? new Outcome.Reject(ReasonCodes.AttemptsExhausted, "lost too often: each attempt ended without a result")
                : await _connector.HandleAsync(delivery, stop.Token).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("The connector came back with nothing.");
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            handled = new Outcome.Retry("abandoned at shutdown", PartnerDown: true, Doubtful: true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            handled = new Outcome.Retry("no end within the lease", PartnerDown: true, Doubtful: true);
        }
#pragma warning disable CA1031 // A connector's bug must not stop its lane; the envelope meets the ladder like any failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            isFault = true;
            _logger.ConnectorFaulted(exception, Lane, delivery.Envelope.Id);
            handled = new Outcome.Retry("hub fault: " + exception.GetType().Name, Doubtful: true);
        }

        var endedAt = _clock.GetUtcNow();
        var name = isFault ? "fault" : NameOf(handled.Outcome);
        LaneTelemetry.Attempted(Lane, name, endedAt - startedAt);
        activity?.SetTag("hub.outcome", name);
        return new Attempted(delivery, handled, startedAt, endedAt, name);
    }

    private async Task SettleFinishedAsync(Breaker breaker, CancellationToken ct)
    {
        var finished = new List<Attempted>();
        for (var i = _inFlight.Count - 1; i >= 0; i--)
        {
            if (_inFlight[i].IsCompleted)
            {
                finished.Add(await _inFlight[i].ConfigureAwait(false));
                _inFlight.RemoveAt(i);
            }
        }

        if (finished.Count == 0)
        {
            return;
        }

        Judge(breaker, finished);
        await AskAsync(breaker, ct).ConfigureAwait(false);
        var isOutage = !breaker.IsClosed || _abandon.IsCancellationRequested;
        var retryAt = breaker.Row.ProbeAt ?? _clock.GetUtcNow();
        var settlements = finished.ConvertAll(attempted => Settle(attempted, isOutage, retryAt));

        var settled = finished.ConvertAll(attempted => attempted.Delivery);
        try
        {
            // What has happened must be written even when the hub is told to stop meanwhile.
            await _outbox.SettleAsync(settlements, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await _source.UnsettledAsync(settled).ConfigureAwait(false);
            throw;
        }

        await _source.SettledAsync(settled).ConfigureAwait(false);
        foreach (var charged in settlements.Where(s => s.Fate is Fate.Again { Counted: true }))
        {
            breaker.Charge(new Charge(charged.Delivery.Envelope.Id, charged.Delivery.Attempts + 1));
        }

        _done.Add(settlements.Count(s => s.Fate is Fate.Complete));
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

        var isNews = fate is Fate.Dead && Lane != LaneNames.CaseSystem;
        return new Settlement
        {
            Delivery = delivery,
            Fate = fate,
            State = handled.State,
            Attempt = new AttemptRecord(startedAt, endedAt, name, (fate as Fate.Dead)?.Code, ReasonOf(handled.Outcome), handled.Answer),
            Events = isNews ? [.. handled.Events, HeldNotice.For(delivery, (Fate.Dead)fate, endedAt)] : handled.Events,
        };
    }

    private void Judge(Breaker breaker, List<Attempted> finished)
    {
        foreach (var (delivery, handled, _, endedAt, _) in finished)
        {
            switch (handled.Outcome)
            {
                case Outcome.Retry { PartnerDown: true } down when !_abandon.IsCancellationRequested:
                    breaker.Failed(delivery.Envelope.Id, delivery.Envelope.Key, down.Reason, endedAt);
                    break;
                case Outcome.Done or Outcome.Reject or Outcome.Retry { PartnerDown: false }:
                    breaker.Answered();
                    break;
            }
        }
    }

    private async Task AskAsync(Breaker breaker, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (!_abandon.IsCancellationRequested && breaker.WantsProbe(now))
        {
            breaker.Probed(now);
            if (await ProbeAsync(ifUnknown: null, ct).ConfigureAwait(false) is { } away)
            {
                breaker.Open(away, now);
            }
        }
    }

    private async Task ProbeIfDueAsync(Breaker breaker, CancellationToken ct)
    {
        if (breaker.Row is not { Breaker: BreakerState.Open } before || before.ProbeAt > _clock.GetUtcNow())
        {
            return;
        }

        // Of several instances the first to say so asks; the others read what it found.
        breaker.Probing(_clock.GetUtcNow());
        if (!await SaveAsync(breaker).ConfigureAwait(false))
        {
            return;
        }

        var away = await ProbeAsync(ifUnknown: "hub fault: the probe failed", ct).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        if (away is not null)
        {
            breaker.ProbeFailed(away, _clock.GetUtcNow());
        }
        else
        {
            breaker.ProbeSucceeded();
        }
    }

    // A probe that breaks tells nothing: it must neither open a breaker nor take away what has come back.
    private async Task<string?> ProbeAsync(string? ifUnknown, CancellationToken ct)
    {
        try
        {
            return await _connector.ProbeAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ifUnknown;
        }
#pragma warning disable CA1031 // A connector's bug must not stop its lane.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.ProbeFaulted(exception, Lane);
            return ifUnknown;
        }
    }

    // Tried again in the next run when the store fails, so an outage is neither forgotten nor charged.
    private async Task KeepAsync(Breaker breaker)
    {
        if (breaker.Row.Breaker == BreakerState.Open && breaker.Charged is { Count: > 0 } charged)
        {
            await _outbox.RefundAsync(charged, breaker.Row.ProbeAt!.Value, CancellationToken.None).ConfigureAwait(false);
            breaker.Refunded();
        }

        if (_saved != breaker.Row)
        {
            await SaveAsync(breaker).ConfigureAwait(false);
        }
    }

    /// <returns>False when another instance was first; then its word counts.</returns>
    private async Task<bool> SaveAsync(Breaker breaker)
    {
        var before = _saved!;
        var wanted = breaker.Row;
        var isFirst = await _board.SaveBreakerAsync(wanted, CancellationToken.None).ConfigureAwait(false);
        _saved = isFirst ? wanted with { Version = wanted.Version + 1 } : await _board.ReadAsync(Lane, CancellationToken.None).ConfigureAwait(false);
        breaker.Adopt(_saved);
        Show(before, _saved);
        return isFirst;
    }

    private void Show(LaneRow before, LaneRow now)
    {
        if (before.Breaker == now.Breaker)
        {
            return;
        }

        LaneTelemetry.BreakerChanged(Lane, now.Breaker);
        if (now.Breaker == BreakerState.Open)
        {
            _logger.Opened(Lane, now.ProbeAt);
        }
        else if (now.Breaker == BreakerState.Closed)
        {
            _logger.Closed(Lane);
        }
    }

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Done => "done",
        Outcome.Retry => "retry",
        Outcome.Defer => "defer",
        _ => "reject",
    };

    private static string? ReasonOf(Outcome outcome) => outcome switch
    {
        Outcome.Done done => done.Reference,
        Outcome.Retry retry => retry.Reason,
        Outcome.Defer defer => defer.Reason,
        Outcome.Reject reject => reject.Reason,
        _ => null,
    };

    private sealed record Attempted(Delivery Delivery, Handled Handled, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Name);
}
