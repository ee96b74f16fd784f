using Hub.Core.Steps;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus.Lanes;

/// <summary>The messages of one queue that this instance has locked: keeps their locks alive and settles them when it is told.</summary>
internal sealed class HeldMessages(IServiceBusApi api, ServiceBusOptions options, string queue, Signal bell, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<HeldMessage> _held = [];
    private readonly Work _work = new(clock, logger);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    public Work Work => _work;

    public HeldMessage Hold(ReceivedMessage message)
    {
        var held = new HeldMessage(this, message, clock.GetUtcNow());
        lock (_gate)
        {
            _held.Add(held);
        }

        return held;
    }

    /// <summary>Returns at once; the broker is told in the background.</summary>
    public void End(HeldMessage held, bool isDone)
    {
        Forget(held);
        if (isDone)
        {
            _work.Start("complete", queue, ct => api.CompleteAsync(held.Message, ct));
        }
        else
        {
            _work.Start("abandon", queue, ct => api.AbandonAsync(held.Message, ct));
        }
    }

    /// <summary>Begins to renew what is at half of its lock.</summary>
    /// <returns>When the next one will be; null when none is held.</returns>
    public DateTimeOffset? RenewDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var held in _held.Where(held => held.RenewAt <= now).ToList())
            {
                // Until this one is through.
                held.RenewNotBefore(DateTimeOffset.MaxValue);
                if (now - held.Since < options.MaxLockRenewal)
                {
                    _work.Start("renew", queue, ct => RenewAsync(held, ct));
                }
            }

            return _held.Count == 0 ? null : _held.Min(held => held.RenewAt) is var next && next < DateTimeOffset.MaxValue ? next : null;
        }
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private async Task RenewAsync(HeldMessage held, CancellationToken ct)
    {
        try
        {
            var renewed = await api.RenewAsync(held.Message, ct);
            lock (_gate)
            {
                held.Renewed(renewed);
            }
        }
        catch (ServiceBusException lost) when (lost.Reason == ServiceBusReason.LockLost)
        {
            // Settled meanwhile, or gone: in both cases there is nothing left to settle here.
            if (held.TryEnd())
            {
                Forget(held);
                throw;
            }
        }
        catch (ServiceBusException away) when (away.IsTransient)
        {
            lock (_gate)
            {
                held.RenewNotBefore(clock.GetUtcNow() + (held.Message.LockFor / 8));
            }
        }

        bell.Ring();
    }

    private void Forget(HeldMessage held)
    {
        lock (_gate)
        {
            _held.Remove(held);
        }

        // Room for the next one.
        bell.Ring();
    }
}
