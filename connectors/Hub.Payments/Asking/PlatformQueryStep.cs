using Hub.Core.Steps;
using Hub.Payments.Booking;

namespace Hub.Payments.Asking;

/// <summary>
/// Asks the national platform how orders stand, each after a quarter of an hour, half an hour, then daily, until it has an end. A platform that does not answer is
/// left alone before the next order is tried.
/// </summary>
public sealed class PlatformQueryStep(IPlatform platform, IPlatformOrders orders, PlatformOrderService service, TimeProvider clock) : IStep
{
    private const int Batch = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Name => "payments-platform";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        if (!platform.IsConfigured)
        {
            return null;
        }

        var due = await orders.DueAsync(clock.GetUtcNow(), Batch, ct);
        foreach (var order in due)
        {
            if (await service.QueryAsync(order, ct) is { } rest)
            {
                return clock.GetUtcNow() + (rest > Pause ? rest : Pause);
            }
        }

        return clock.GetUtcNow() + (due.Count == Batch ? TimeSpan.Zero : Pause);
    }
}
