using Hub.Core.Events;
using Hub.Core.Trust;

namespace Hub.Core.Ports;

/// <summary>Webhook subscriptions. The store reads them inside the transaction that writes an out event, so a change is effective at once.</summary>
public interface ISubscriptions
{
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct);

    Task<Subscription?> FindAsync(string id, CancellationToken ct);

    /// <summary>Adds or replaces.</summary>
    Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct);

    Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct);
}
