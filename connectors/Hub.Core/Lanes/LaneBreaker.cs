using Hub.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>A lane's breaker as all instances share it: read from the board, stored there, and probing the partner.</summary>
internal sealed class LaneBreaker(IConnector connector, LaneOptions options, LanePorts ports, ILogger logger)
{
    private Breaker? _breaker;
    private LaneRow? _saved;

    private string Lane => connector.Lane;

    /// <summary>Null until it was read for the first time.</summary>
    public Breaker? Known => _breaker;

    /// <summary>Another instance may have asked the partner meanwhile, or have been answered.</summary>
    public async Task<Breaker> ReadAsync(CancellationToken ct)
    {
        if (_breaker is null)
        {
            return _breaker = new Breaker(_saved = await ports.Board.ReadAsync(Lane, ct), options);
        }

        if (!_breaker.IsClosed)
        {
            Adopt(await ports.Board.ReadAsync(Lane, ct));
        }

        return _breaker;
    }

    /// <summary>Takes what the store holds, unless what is not stored yet is newer.</summary>
    public void Adopt(LaneRow stored)
    {
        if (_breaker!.Row == _saved && stored.Version != _breaker.Row.Version)
        {
            Show(_breaker.Row, stored);
            _breaker.Adopt(_saved = stored);
        }
    }

    /// <summary>Asks the partner after failures, so that an absence is known before anything is charged for it.</summary>
    public async Task AskAsync(CancellationToken ct)
    {
        var now = ports.Clock.GetUtcNow();
        if (_breaker!.WantsProbe(now))
        {
            _breaker.Probed(now);
            if (await ProbeAsync(ifUnknown: null, ct) is { } away)
            {
                _breaker.Open(away, now);
            }
        }
    }

    public async Task ProbeIfDueAsync(CancellationToken ct)
    {
        if (_breaker!.Row is not { Breaker: BreakerState.Open } before || !IsProbeDue(before, ports.Clock.GetUtcNow()))
        {
            return;
        }

        // Of several instances the first to say so asks; the others read what it found.
        _breaker.Probing(ports.Clock.GetUtcNow());
        if (!await SaveAsync())
        {
            return;
        }

        var away = await ProbeAsync(ifUnknown: "hub fault: the probe failed", ct);
        ct.ThrowIfCancellationRequested();
        if (away is not null)
        {
            _breaker.ProbeFailed(away, ports.Clock.GetUtcNow());
        }
        else if (connector.HasReceivers)
        {
            // Each receiver is tried by its own: one trial for all of them might be of one that hangs.
            _breaker.Answered();
        }
        else
        {
            _breaker.ProbeSucceeded();
        }
    }

    // One that lies further ahead was written by a clock that has been put back since.
    private bool IsProbeDue(LaneRow row, DateTimeOffset now) =>
        row.ProbeAt is not { } at || at <= now || at - now > (options.ProbeCeiling > options.ProbeEvery ? options.ProbeCeiling : options.ProbeEvery);

    /// <summary>Stores what is new. Tried again in the next run when the store fails, so an outage is neither forgotten nor charged.</summary>
    public async Task KeepAsync()
    {
        if (_breaker!.Row.Breaker == BreakerState.Open && _breaker.Charged is { Count: > 0 } charged)
        {
            await ports.Outbox.RefundAsync(charged, _breaker.Row.ProbeAt!.Value, CancellationToken.None);
            _breaker.Refunded();
        }

        if (_saved != _breaker.Row)
        {
            await SaveAsync();
        }
    }

    /// <returns>False when another instance was first; then its word counts.</returns>
    private async Task<bool> SaveAsync()
    {
        var before = _saved!;
        var wanted = _breaker!.Row;
        var isFirst = await ports.Board.SaveBreakerAsync(wanted, CancellationToken.None);
        _saved = isFirst ? wanted with { Version = wanted.Version + 1 } : await ports.Board.ReadAsync(Lane, CancellationToken.None);
        _breaker.Adopt(_saved);
        Show(before, _saved);
        return isFirst;
    }

    // A probe that breaks tells nothing: it must neither open a breaker nor take away what has come back.
    private async Task<string?> ProbeAsync(string? ifUnknown, CancellationToken ct)
    {
        try
        {
            return await connector.ProbeAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ifUnknown;
        }
#pragma warning disable CA1031 // A connector's bug must not stop its lane.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ProbeFaulted(exception, Lane);
            return ifUnknown;
        }
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
            logger.Opened(Lane, now.ProbeAt);
        }
        else if (now.Breaker == BreakerState.Closed)
        {
            logger.Closed(Lane);
        }
    }
}
