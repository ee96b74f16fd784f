using Hub.Core.Envelopes;
using Hub.Core.Trust;

namespace Hub.Core.Events;

/// <summary>Webhook subscriptions. The store reads them inside the transaction that writes an out event, so a change is effective at once.</summary>
public interface ISubscriptions
{
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct);

    Task<Subscription?> FindAsync(string id, CancellationToken ct);

    /// <summary>Adds or replaces.</summary>
    Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct);

    /// <summary>Replaces what is still as it was read. False when it is not, or is gone; then nothing is changed.</summary>
    Task<bool> ReplaceAsync(Subscription was, Subscription now, AuditEntry audit, CancellationToken ct);

    Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct);

    /// <summary>Removes what is still as it was read. False when it is not, or is gone.</summary>
    Task<bool> RemoveAsync(Subscription was, AuditEntry audit, CancellationToken ct);

    /// <summary>What was, is being and will be sent to a subscription, newest first, with its attempts.</summary>
    /// <param name="before">Number of the envelope at which to stop short; null begins at the end.</param>
    Task<IReadOnlyList<EnvelopeRecord>> DeliveriesAsync(string id, Period period, long? before, int limit, CancellationToken ct);

    /// <summary>
    /// Sends again, each at the end of its strand, what the subscription asks for of the events of a period, in their order. Those whose subject has something waiting there already
    /// are left out: an old event never comes behind a newer one that is still to be sent. The audit entry tells how many were sent.
    /// </summary>
    /// <param name="after">Of the events of the period's first moment, those up to this number were looked at before; 0 for none.</param>
    /// <param name="most">Events in one go.</param>
    /// <returns>Null when there is no such subscription, or it is not active.</returns>
    Task<Replay?> ReplayAsync(string id, Period period, long after, int most, AuditEntry audit, CancellationToken ct);
}

/// <summary>Where the case system wants its events pushed.</summary>
/// <param name="Types">Event types, or <c>*</c> alone for all.</param>
/// <param name="Secrets"><c>whsec_</c> keys, the newest first; each signs, so that a receiver may change over in its own time.</param>
/// <param name="Owner">Actor whose it is, as the audit names it; null for the centre's own.</param>
public sealed record Subscription(
    string Id, Uri Url, IReadOnlyList<string> Types, IReadOnlyList<string> Secrets, bool IsActive, DateTimeOffset CreatedAt, string? Owner = null)
{
    /// <summary>Whether nothing differs; lists are compared by what they hold.</summary>
    public bool IsSame(Subscription other) => Types.SequenceEqual(other.Types, StringComparer.Ordinal) && Secrets.SequenceEqual(other.Secrets, StringComparer.Ordinal)
        && this with { Types = other.Types, Secrets = other.Secrets } == other;
}

/// <param name="From">Null for the beginning.</param>
/// <param name="Until">Not the moment itself; null for now and later.</param>
public sealed record Period(DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>What a replay came to.</summary>
/// <param name="Queued">Sent again.</param>
/// <param name="LeftOut">Of a subject that has something waiting.</param>
/// <param name="Next">Where to go on, when the period held more events than one go takes; null when all are done.</param>
/// <param name="After">Number of the last event of that moment that was looked at.</param>
public sealed record Replay(int Queued, int LeftOut, DateTimeOffset? Next, long? After = null);
