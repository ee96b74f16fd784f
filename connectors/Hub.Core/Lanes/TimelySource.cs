using Hub.Core.Envelopes;
using Hub.Core.Steps;

namespace Hub.Core.Lanes;

/// <summary>Claims nothing while this machine's clock is off; what is in flight is settled all the same.</summary>
public sealed class TimelySource(ILaneSource inner, ClockWatch watch, TimeProvider clock) : ILaneSource
{
    public async Task<Haul> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        if (!(await watch.LookAsync(ct)).IsOff)
        {
            return await inner.ClaimAsync(request, ct);
        }

        await inner.GiveBackAsync(ct);
        return new Haul([], null, clock.GetUtcNow() + TimelyStep.LookAgain);
    }

    public ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries) => inner.SettledAsync(deliveries);

    public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => inner.UnsettledAsync(deliveries);

    public Task GiveBackAsync(CancellationToken ct) => inner.GiveBackAsync(ct);
}
