using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>What was asked for at the national PaymentPlatform. Written by <see cref="PaymentsBatch.Orders"/>.</summary>
public interface IPlatformOrders
{
    Task<PlatformOrder?> FindAsync(string reference, CancellationToken ct);

    /// <summary>The live order by which a payment request is paid into an account; at most one is.</summary>
    /// <param name="request">Text of the request's reference.</param>
    Task<PlatformOrder?> LiveAsync(string request, string bin, string account, CancellationToken ct);

    /// <summary>Live orders of which the platform is to be asked by now, the longest due first.</summary>
    Task<IReadOnlyList<PlatformOrder>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>In order of reference.</summary>
    /// <param name="state">Null: in every state.</param>
    Task<IReadOnlyList<PlatformOrder>> ListAsync(PlatformOrderState? state, string? after, int limit, CancellationToken ct);
}
