using System.Collections.Concurrent;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>The queues of the namespace. All is kept in memory and gone with the process.</summary>
internal sealed class BusNamespace : IDisposable
{
    private readonly ServiceBusTwinOptions _options;
    private readonly TwinClock _clock;
    private readonly BusIds _ids;
    private readonly Effects _effects;
    private readonly ConcurrentDictionary<string, BusQueue> _queues = new(StringComparer.OrdinalIgnoreCase);

    public BusNamespace(ServiceBusTwinOptions options, TwinClock clock, BusIds ids, Effects effects)
    {
        (_options, _clock, _ids, _effects) = (options, clock, ids, effects);
        Reset();
    }

    public IReadOnlyList<BusQueue> All => [.. _queues.Values.OrderBy(queue => queue.Settings.Name, StringComparer.Ordinal)];

    public BusQueue? Find(string name) => _queues.GetValueOrDefault(name);

    /// <summary>Declares a queue, or forgets what the one of this name held and gives it other settings.</summary>
    public BusQueue Declare(ServiceBusQueueOptions settings)
    {
        var queue = new BusQueue(settings, _clock, _ids, _effects);
        Remove(settings.Name);
        _queues[settings.Name] = queue;
        return queue;
    }

    public bool Remove(string name)
    {
        if (!_queues.TryRemove(name, out var queue))
        {
            return false;
        }

        queue.Dispose();
        return true;
    }

    /// <summary>The queues as at the start.</summary>
    public void Reset()
    {
        Dispose();
        _ids.Reset();
        foreach (var queue in _options.Queues)
        {
            Declare(queue);
        }
    }

    public void Wake()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Wake();
        }
    }

    public void Dispose()
    {
        foreach (var name in _queues.Keys)
        {
            Remove(name);
        }
    }
}
