using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>
/// A breaker for each receiver of a lane that failed lately. A receiver is probed by a delivery of its own: whoever claims lets one go out once its time
/// has come. What is known here of a receiver that answers is nothing.
/// </summary>
internal sealed class ReceiverBreakers(string lane, LaneOptions options, LanePorts ports, ILogger logger)
{
    private readonly Dictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

    /// <summary>When its receiver is tried again; null while it is not away.</summary>
    public DateTimeOffset? AwayUntil(Delivery delivery) =>
        _breakers.TryGetValue(delivery.Receiver, out var known) && known.Row is { Breaker: BreakerState.Open } row ? row.ProbeAt : null;

    public void Answered(Delivery delivery)
    {
        if (_breakers.Remove(delivery.Receiver) || delivery.Standing is not null)
        {
            _changed.Remove(delivery.Receiver);
            _answered.Add(delivery.Receiver);
        }
    }

    /// <summary>An attempt failed by the receiver's fault.</summary>
    public void Failed(Delivery delivery, Outcome.Retry down, DateTimeOffset at)
    {
        var breaker = Of(delivery);
        _answered.Remove(delivery.Receiver);
        if (breaker.Row.Breaker is not BreakerState.Open)
        {
            if (!breaker.Failed(delivery.Envelope.Id, delivery.Envelope.Key, down.Reason, at) && down.Unreached)
            {
                breaker.Open(down.Reason, at);
            }

            if (breaker.Row.Breaker is BreakerState.Open)
            {
                logger.ReceiverAway(lane, delivery.Receiver, breaker.Row.ProbeAt);
            }
        }
        else if (delivery.Standing is { IsAway: true })
        {
            breaker.ProbeFailed(down.Reason, at);
        }
        else
        {
            // Begun before it was known to be away: that tells nothing new.
            return;
        }

        _changed.Add(delivery.Receiver);
    }

    public void Charge(Delivery delivery)
    {
        if (_breakers.TryGetValue(delivery.Receiver, out var breaker))
        {
            breaker.Charge(new Charge(delivery.Envelope.Id, delivery.Attempts + 1));
        }
    }

    /// <summary>Stores what is new. Tried again in the next run when the store fails, so an outage is neither forgotten nor charged.</summary>
    public async Task KeepAsync()
    {
        foreach (var breaker in _breakers.Values.Where(breaker => breaker.Row.Breaker is BreakerState.Open && breaker.Charged.Count > 0).ToList())
        {
            await ports.Outbox.RefundAsync(breaker.Charged, breaker.Row.ProbeAt!.Value, CancellationToken.None);
            breaker.Refunded();
        }

        if (_answered.Count > 0)
        {
            await ports.Receivers!.ClearAsync(lane, [.. _answered], CancellationToken.None);
            _answered.Clear();
        }

        if (_changed.Count > 0)
        {
            string[] changed = [.. _changed];
            var isFirst = await ports.Receivers!.SaveAsync(lane, Array.ConvertAll(changed, name => new FailingReceiver(name, StandingOf(_breakers[name].Row))), CancellationToken.None);
            _changed.Clear();
            for (var i = 0; i < changed.Length; i++)
            {
                Kept(changed[i], isFirst[i]);
            }
        }
    }

    // Where another instance was first its word counts, and comes with the next delivery.
    private void Kept(string receiver, bool isFirst)
    {
        if (isFirst)
        {
            _breakers[receiver].Adopt(_breakers[receiver].Row with { Version = _breakers[receiver].Row.Version + 1 });
        }
        else
        {
            _breakers.Remove(receiver);
        }
    }

    private Breaker Of(Delivery delivery)
    {
        if (!_breakers.TryGetValue(delivery.Receiver, out var breaker))
        {
            _breakers[delivery.Receiver] = breaker = new Breaker(RowOf(delivery.Standing), options);
        }
        else if (delivery.Standing is { } stored && stored.Version > breaker.Row.Version && !_changed.Contains(delivery.Receiver))
        {
            breaker.Adopt(RowOf(stored));
        }

        return breaker;
    }

    private LaneRow RowOf(Standing? standing) => standing is null ? new LaneRow { Lane = lane } : new LaneRow
    {
        Lane = lane,
        Breaker = standing.IsAway ? BreakerState.Open : BreakerState.Closed,
        BreakerReason = standing.Reason,
        OpenSince = standing.Since,
        ProbeAt = standing.ProbeAt,
        ProbesFailed = standing.ProbesFailed,
        Version = standing.Version,
    };

    private static Standing StandingOf(LaneRow row) =>
        new(row.Breaker is BreakerState.Open, row.BreakerReason, row.OpenSince, row.ProbeAt, row.ProbesFailed, row.Version);
}
