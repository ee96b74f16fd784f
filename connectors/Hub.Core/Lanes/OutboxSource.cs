using Hub.Core.Envelopes;
using Hub.Core.Ports;

namespace Hub.Core.Lanes;

/// <summary>Claims straight from the outbox: no broker between.</summary>
public sealed class OutboxSource(IOutbox outbox, ClaimPace pace) : ILaneSource
{
    public async Task<Haul> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        var claim = await outbox.ClaimAsync(request, ct).ConfigureAwait(false);
        return new Haul(claim.Items, claim.Lane, claim.Items.Count < request.Max ? await pace.NextAsync(claim, ct).ConfigureAwait(false) : null);
    }

    public ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

    public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

    public Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask;
}
