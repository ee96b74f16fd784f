using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.Benchmarks;

/// <summary>A partner that costs nothing and takes everything.</summary>
internal sealed class NoPartner : IConnector
{
    public string Lane => Day.Lane;

    public IReadOnlyCollection<string> Types { get; init; } = [];

    public Action<Delivery>? OnDelivery { get; init; }

    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        OnDelivery?.Invoke(delivery);
        return Task.FromResult<Handled>(new Outcome.Done());
    }

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);
}
