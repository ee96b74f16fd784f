using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;

namespace Hub.Core.Clocks;

/// <summary>Lets a step that acts on leases rest while this machine's clock is off.</summary>
public sealed class TimelyStep(IStep inner, ClockWatch watch, TimeProvider clock) : IStep
{
    internal static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    public string Name => inner.Name;

    public Signal Wake => inner.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct) =>
        (await watch.LookAsync(ct)).IsOff ? clock.GetUtcNow() + LookAgain : await inner.RunOnceAsync(ct);
}

/// <summary>Claims nothing while this machine's clock is off; what is in flight is settled all the same.</summary>
public sealed class TimelySource(ILaneSource inner, ClockWatch watch, TimeProvider clock) : ILaneSource
{
    public async Task<SourceClaim> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        if (!(await watch.LookAsync(ct)).IsOff)
        {
            return await inner.ClaimAsync(request, ct);
        }

        await inner.GiveBackAsync(ct);
        return new SourceClaim([], null, clock.GetUtcNow() + TimelyStep.LookAgain);
    }

    public ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries) => inner.SettledAsync(deliveries);

    public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => inner.UnsettledAsync(deliveries);

    public Task GiveBackAsync(CancellationToken ct) => inner.GiveBackAsync(ct);
}
