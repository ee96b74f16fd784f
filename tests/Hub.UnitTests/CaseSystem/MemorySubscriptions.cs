using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Trust;

namespace Hub.UnitTests.CaseSystem;

internal sealed class MemorySubscriptions : ISubscriptions
{
    private readonly List<Subscription> _all = [];

    public void Put(Subscription subscription)
    {
        _all.RemoveAll(other => other.Id == subscription.Id);
        _all.Add(subscription);
    }

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Subscription>>([.. _all]);

    public Task<Subscription?> FindAsync(string id, CancellationToken ct) => Task.FromResult(_all.Find(subscription => subscription.Id == id));

    public Task SaveAsync(Subscription subscription, AuditEntry audit, CancellationToken ct)
    {
        Put(subscription);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string id, AuditEntry audit, CancellationToken ct) =>
        Task.FromResult(_all.RemoveAll(subscription => subscription.Id == id) > 0);

    public Task<bool> ReplaceAsync(Subscription was, Subscription now, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(Subscription was, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<EnvelopeRecord>> DeliveriesAsync(string id, Period period, long? before, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<Replay?> ReplayAsync(string id, Period period, long after, int most, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();
}
