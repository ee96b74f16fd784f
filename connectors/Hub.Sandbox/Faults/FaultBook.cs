using System.Collections.Immutable;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Faults;

/// <summary>The faults of one party. Which call is hit depends on seed, fault id and the number of the call only.</summary>
internal sealed class FaultBook(string party, IReadOnlySet<FaultKind> allowed, SeededChoice choice, TwinClock clock, Effects effects)
{
    private ImmutableList<ActiveFault> _faults = [];
    private int _lastId;

    public IReadOnlyList<ActiveFault> Active => [.. _faults.Where(fault => !fault.IsOver(clock.GetUtcNow()))];

    /// <summary>Adds a fault, or says in words what is wrong with the request.</summary>
    public (ActiveFault? Fault, string? Error) Add(FaultRequest request)
    {
        if (!FaultNames.TryParse(request.Kind, out var kind) || !allowed.Contains(kind))
        {
            return (null, $"kind must be one of: {string.Join(", ", allowed.Order().Select(FaultNames.Of))}.");
        }

        if (request is { Share: < 0 or > 1 } or { Seconds: < 0 or > 1e8 } or { LatencyMs: < 0 or > 600_000 } or { Status: < 500 or > 599 } or { Times: < 1 } or { RetryAfterSeconds: < 0 or > 86_400 })
        {
            return (null, "share is 0..1, seconds 0..100000000, latencyMs 0..600000, status 500..599, times 1 or more, retryAfterSeconds 0..86400.");
        }

        DateTimeOffset? until = request.Seconds is { } seconds ? clock.GetUtcNow().AddSeconds(seconds) : null;
        var fault = new ActiveFault($"{party}-{Interlocked.Increment(ref _lastId)}", kind, request, until);
        ImmutableInterlocked.Update(ref _faults, static (faults, added) => faults.Add(added), fault);
        return (fault, null);
    }

    public void Clear() => _faults = [];

    /// <summary>Clears and starts the ids anew, so that a repeated script is hit at the same calls.</summary>
    public void Reset()
    {
        Clear();
        _lastId = 0;
    }

    /// <summary>The rest of a maintenance window, or null outside one. Asked before anything of the call is read.</summary>
    public FaultPlan? Maintenance() => Decide("", static fault => fault.Kind == FaultKind.Maintenance) is { Kind: not null } plan ? plan : null;

    /// <summary>Decides what happens to a call of <paramref name="operation"/>.</summary>
    public FaultPlan Decide(string operation) => Decide(operation, static fault => fault.Kind != FaultKind.Maintenance);

    private FaultPlan Decide(string operation, Func<ActiveFault, bool> filter)
    {
        var plan = FaultPlan.None;
        if (_faults.IsEmpty)
        {
            return plan;
        }

        var now = clock.GetUtcNow();
        foreach (var fault in _faults)
        {
            if (!filter(fault) || fault.IsOver(now) || !fault.Concerns(operation) || !choice.Happens(fault.Share, fault.Id, fault.NextCall()))
            {
                continue;
            }

            if ((plan.Kind is not null && fault.Kind != FaultKind.Latency) || !fault.TryHit())
            {
                continue;
            }

            effects.Count(EffectNames.Fault(party, FaultNames.Of(fault.Kind)));
            plan = plan.Then(PlanOf(fault, now));
        }

        return plan;
    }

    private static FaultPlan PlanOf(ActiveFault fault, DateTimeOffset now) => fault.Kind switch
    {
        FaultKind.Latency => new FaultPlan(fault.Latency),
        FaultKind.AppliedLate => new FaultPlan(TimeSpan.Zero, fault.Kind, Hold: fault.Latency),
        FaultKind.TooManyRequests => new FaultPlan(TimeSpan.Zero, fault.Kind, 429, fault.RetryAfter ?? TimeSpan.FromSeconds(2)),
        FaultKind.Maintenance => new FaultPlan(TimeSpan.Zero, fault.Kind, 503, fault.Until is { } until ? until - now : TimeSpan.FromSeconds(60)),
        _ => new FaultPlan(TimeSpan.Zero, fault.Kind, fault.Status, fault.RetryAfter),
    };
}
