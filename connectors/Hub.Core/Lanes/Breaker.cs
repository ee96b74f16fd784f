using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>
/// Tells an absent partner from a bad message. Pure state: who probes and who stores is the lane's business.
/// It opens when several keys fail in a row by the partner's fault, sooner when two or more keys fail again and nobody was answered
/// in between, or at once when a probe says that the partner is away. One key alone may be a message that the partner cannot stomach.
/// </summary>
public sealed class Breaker(LaneRow row, LaneOptions options)
{
    private readonly Dictionary<EnvelopeId, string> _run = [];
    private readonly List<Charge> _charged = [];
    private DateTimeOffset _probedAt = DateTimeOffset.MinValue;

    public LaneRow Row { get; private set; } = row;

    public bool IsClosed => Row.Breaker == BreakerState.Closed;

    /// <summary>What another instance stored, or what the store made of ours.</summary>
    public void Adopt(LaneRow stored) => Row = stored;

    /// <summary>This instance will ask the partner now; no other need.</summary>
    public void Probing(DateTimeOffset now) => Row = Row with { ProbeAt = now + options.ProbeEvery };

    /// <summary>The partner answered, whatever it said.</summary>
    /// <returns>True when that closed the breaker.</returns>
    public bool Answered()
    {
        _run.Clear();
        _charged.Clear();
        if (IsClosed)
        {
            return false;
        }

        Row = Row with { Breaker = BreakerState.Closed, BreakerReason = null, OpenSince = null, ProbeAt = null, ProbesFailed = 0 };
        return true;
    }

    /// <summary>An attempt failed by the partner's fault.</summary>
    /// <param name="mayOpen">False: the failure is one receiver's of several, and only a probe that finds nobody opens this breaker.</param>
    /// <returns>True when that opened the breaker.</returns>
    public bool Failed(EnvelopeId id, string key, string reason, DateTimeOffset now, bool mayOpen = true)
    {
        var failedBefore = _run.ContainsKey(id);
        _run[id] = key;
        var keys = _run.Values.Distinct(StringComparer.Ordinal).Count();
        switch (Row.Breaker)
        {
            case BreakerState.Trial:
                ProbeFailed(reason, now);
                return true;
            case BreakerState.Closed when mayOpen && (keys >= options.BreakerThreshold || (failedBefore && keys > 1)):
                Open(reason, now);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A failure since the last answer was charged to its envelope.</summary>
    public void Charge(Charge charge)
    {
        if (_run.ContainsKey(charge.Id))
        {
            _charged.Add(charge);
        }
    }

    /// <summary>What was charged since the last answer, once for each charge: to be given back when the breaker opens.</summary>
    public IReadOnlyList<Charge> Charged => _charged;

    public void Refunded() => _charged.Clear();

    /// <summary>Whether a probe would tell something: there was a failure, and the last probe is a while ago.</summary>
    public bool WantsProbe(DateTimeOffset now) => IsClosed && _run.Count > 0 && (now - _probedAt).Duration() >= options.ProbeEvery;

    public void Probed(DateTimeOffset now) => _probedAt = now;

    public void Open(string reason, DateTimeOffset now) => Row = Row with
    {
        Breaker = BreakerState.Open,
        BreakerReason = reason,
        OpenSince = now,
        ProbeAt = now + options.ProbeEvery,
        ProbesFailed = 0,
    };

    /// <summary>A probe succeeded while open: try one delivery at a time.</summary>
    public void ProbeSucceeded() => Row = Row with { Breaker = BreakerState.Trial };

    public void ProbeFailed(string reason, DateTimeOffset now)
    {
        var failed = Row.ProbesFailed + 1;
        var wait = options.ProbeEvery * Math.Pow(2, Math.Min(failed, 20));
        Row = Row with
        {
            Breaker = BreakerState.Open,
            BreakerReason = reason,
            ProbesFailed = failed,
            ProbeAt = now + (wait < options.ProbeCeiling ? wait : options.ProbeCeiling),
        };
    }
}
