using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Core.Lanes;

/// <summary>Claims straight from the outbox: no broker between.</summary>
public sealed class OutboxSource(IOutbox outbox, ClaimPace pace) : ILaneSource
{
    // While others work in the lane too, a little is left to gather, so that all together take no smaller bites than one alone.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan OthersStay = TimeSpan.FromSeconds(1);
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private DateTimeOffset _sharedUntil = DateTimeOffset.MinValue;

    public async Task<SourceClaim> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        // A clock set back must not keep the lane waiting.
        if (request.Now < _notBefore && _notBefore - request.Now <= Gathering)
        {
            return new SourceClaim([], null, _notBefore);
        }

        var claim = await outbox.ClaimAsync(request, ct);
        if (claim.Elsewhere > 0)
        {
            _sharedUntil = request.Now + OthersStay;
        }

        _notBefore = request.Now < _sharedUntil && claim.Items.Count < request.Max ? request.Now + Gathering : DateTimeOffset.MinValue;
        return new SourceClaim(claim.Items, claim.Lane, claim.Items.Count < request.Max ? await pace.NextAsync(claim, ct) : null);
    }

    public ValueTask SettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

    public ValueTask UnsettledAsync(IReadOnlyList<Delivery> deliveries) => ValueTask.CompletedTask;

    public Task GiveBackAsync(CancellationToken ct) => Task.CompletedTask;
}
