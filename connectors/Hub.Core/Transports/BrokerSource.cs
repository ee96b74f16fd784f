using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;

namespace Hub.Core.Transports;

/// <summary>
/// Takes what a broker brought. A notice counts only while the store still has the strand announced under its token: one that came twice, late
/// or after a rescue is acknowledged and forgotten. A message is acknowledged only after the store has settled it.
/// </summary>
public sealed class BrokerSource(IOutbox outbox, Arrivals arrivals, Signal bell, TimeProvider clock) : ILaneSource
{
    private readonly Dictionary<long, Arrival> _taken = [];

    public async Task<SourceClaim> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        var arrived = arrivals.Take(request.Max);
        if (arrived.Count == 0)
        {
            return new SourceClaim([], null, null);
        }

        IReadOnlyList<Delivery?> found;
        try
        {
            found = await outbox.TakeAsync(arrived.ConvertAll(arrival => arrival.Notice), request.Now, request.LeaseUntil, ct);
        }
        catch
        {
            arrivals.PutBack(arrived);
            throw;
        }

        var deliveries = new List<Delivery>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is { } delivery)
            {
                _taken.Add(delivery.Lease, arrived[i]);
                deliveries.Add(delivery);
            }
            else
            {
                await arrived[i].Acknowledge();
            }
        }

        return new SourceClaim(deliveries, null, arrivals.Count > 0 && deliveries.Count < request.Max ? clock.GetUtcNow() : null);
    }

    public async ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries)
    {
        await EndAsync(deliveries, static arrival => arrival.Acknowledge());

        // Room has come free: the relay may announce what waited for it.
        bell.Ring();
    }

    public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => EndAsync(deliveries, static arrival => arrival.GiveBack());

    public async Task GiveBackAsync(CancellationToken ct)
    {
        var arrived = arrivals.Take(int.MaxValue);
        if (arrived.Count == 0)
        {
            return;
        }

        try
        {
            await outbox.ReleaseAsync(arrived.ConvertAll(arrival => arrival.Notice), clock.GetUtcNow(), ct);
        }
        catch
        {
            arrivals.PutBack(arrived);
            throw;
        }

        foreach (var arrival in arrived)
        {
            await arrival.Acknowledge();
        }
    }

    private async ValueTask EndAsync(IReadOnlyList<Delivery> deliveries, Func<Arrival, ValueTask> end)
    {
        foreach (var delivery in deliveries)
        {
            if (_taken.Remove(delivery.Lease, out var arrival))
            {
                await end(arrival);
            }
        }
    }
}
