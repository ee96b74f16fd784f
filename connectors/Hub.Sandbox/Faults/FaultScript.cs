using System.Collections.Immutable;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Faults;

/// <summary>The faults of one party, which derives its own from this. Which call is hit depends on seed, fault id and the number of the call only.</summary>
public abstract class FaultScript
{
    private readonly string _party;
    private readonly HashSet<FaultKind> _allowed;
    private readonly SeededChoice _choice;
    private readonly TwinClock _clock;
    private readonly Effects _effects;
    private ImmutableList<ActiveFault> _faults = [];
    private int _lastId;

    /// <param name="party">Begins the faults' ids and the names of their effects.</param>
    /// <param name="allowed">What can go wrong with this party.</param>
    protected FaultScript(string party, IEnumerable<FaultKind> allowed, SeededChoice choice, TwinClock clock, Effects effects) =>
        (_party, _allowed, _choice, _clock, _effects) = (party, [.. allowed], choice, clock, effects);

    /// <summary>What can go wrong with every party that is called over HTTP.</summary>
    public static IReadOnlyList<FaultKind> Usual { get; } =
    [
        FaultKind.Latency, FaultKind.ServerError, FaultKind.TooManyRequests, FaultKind.Html, FaultKind.Torn, FaultKind.AppliedNoAnswer, FaultKind.Maintenance,
    ];

    internal IReadOnlyList<ActiveFault> Active => [.. _faults.Where(fault => !fault.IsOver(_clock.GetUtcNow()))];

    /// <summary>Adds a fault, or says in words what is wrong with the request.</summary>
    internal (ActiveFault? Fault, string? Error) Add(FaultRequest request)
    {
        if (!FaultNames.TryParse(request.Kind, out var kind) || !_allowed.Contains(kind))
        {
            return (null, $"kind must be one of: {string.Join(", ", _allowed.Order().Select(FaultNames.Of))}.");
        }

        if (request is { Share: < 0 or > 1 } or { Seconds: < 0 or > 1e8 } or { LatencyMs: < 0 or > 600_000 } or { Status: < 500 or > 599 } or { Times: < 1 } or { RetryAfterSeconds: < 0 or > 86_400 })
        {
            return (null, "share is 0..1, seconds 0..100000000, latencyMs 0..600000, status 500..599, times 1 or more, retryAfterSeconds 0..86400.");
        }

        DateTimeOffset? until = request.Seconds is { } seconds ? _clock.GetUtcNow().AddSeconds(seconds) : null;
        var fault = new ActiveFault($"{_party}-{Interlocked.Increment(ref _lastId)}", kind, request, until);
        ImmutableInterlocked.Update(ref _faults, static (faults, added) => faults.Add(added), fault);
        return (fault, null);
    }

    internal void Clear() => _faults = [];

    /// <summary>Clears and starts the ids anew, so that a repeated script is hit at the same calls.</summary>
    public void Reset()
    {
        Clear();
        _lastId = 0;
    }

    /// <summary>What happens to a call of <paramref name="operation"/>: waits, and plays what ends a call before anything is applied. Null when the
    /// call is over; else the plan, whose kind is for the twin to play itself.</summary>
    public async Task<FaultPlan?> StrikeAsync(HttpContext context, string operation)
    {
        var plan = Plan(operation);
        return await PlayAsync(context, plan) ? null : plan;
    }

    /// <summary>What happens to a call of <paramref name="operation"/>, maintenance first.</summary>
    internal FaultPlan Plan(string operation) => Maintenance() ?? Decide(operation);

    /// <summary>Waits, and plays what ends a call. True when the call is over.</summary>
    internal async Task<bool> PlayAsync(HttpContext context, FaultPlan plan)
    {
        await _clock.WaitAsync(plan.Latency, context.RequestAborted);
        return await FaultAnswer.TryPlayAsync(context, plan, context.RequestAborted);
    }

    /// <summary>The rest of a maintenance window, or null outside one. Asked before anything of the call is read.</summary>
    internal FaultPlan? Maintenance() => Decide("", static fault => fault.Kind == FaultKind.Maintenance) is { Kind: not null } plan ? plan : null;

    /// <summary>Decides what happens to a call of <paramref name="operation"/>.</summary>
    internal FaultPlan Decide(string operation) => Decide(operation, static fault => fault.Kind != FaultKind.Maintenance);

    private FaultPlan Decide(string operation, Func<ActiveFault, bool> filter)
    {
        var plan = FaultPlan.None;
        if (_faults.IsEmpty)
        {
            return plan;
        }

        var now = _clock.GetUtcNow();
        foreach (var fault in _faults)
        {
            if (!filter(fault) || fault.IsOver(now) || !fault.Concerns(operation) || !_choice.Happens(fault.Share, fault.Id, fault.NextCall()))
            {
                continue;
            }

            if ((plan.Kind is not null && fault.Kind != FaultKind.Latency) || !fault.TryHit())
            {
                continue;
            }

            _effects.Count($"{_party}.fault.{FaultNames.Of(fault.Kind)}");
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
