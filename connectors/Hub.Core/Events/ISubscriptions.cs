using Hub.Core.Trust;

namespace Hub.Core.Events;

/// <summary>Webhook subscriptions. The store reads them inside the transaction that writes an out event, so a change is effective at once.</summary>
public interface ISubscriptions
{
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct);

    Task<Subscription?> FindAsync(string id, CancellationToken ct);

    /// <summary>Adds or replaces.</summary>
    Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct);

    Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct);
}

/// <summary>Where the case system wants its events pushed.</summary>
/// <param name="Types">Event types, or <c>*</c> alone for all.</param>
/// <param name="Secrets"><c>whsec_</c> keys, the newest first; each signs, so that a receiver may change over in its own time.</param>
public sealed record Subscription(
    string Id, Uri Url, IReadOnlyList<string> Types, IReadOnlyList<string> Secrets, bool IsActive, DateTimeOffset CreatedAt);
