using Hub.Core.Envelopes;
using Hub.Core.Outbox;

namespace Hub.ContractTests.Contracts;

/// <summary>What one lane's strands must do, told in the simplest way there is: lists in memory.</summary>
public sealed class StrandModel
{
    private readonly Dictionary<EnvelopeId, Entry> _items = [];

    public sealed class Entry(EnvelopeId id, string key)
    {
        public EnvelopeId Id { get; } = id;

        public string Key { get; } = key;

        public EnvelopeState State { get; set; } = EnvelopeState.Waiting;

        public bool InFlight { get; set; }

        public bool Doubtful { get; set; }

        public int Attempts { get; set; }

        public int History { get; set; }
    }

    public IReadOnlyCollection<Entry> Items => _items.Values;

    public Entry this[EnvelopeId id] => _items[id];

    public IEnumerable<string> Keys => _items.Values.Select(item => item.Key).Distinct();

    public void Add(EnvelopeId id, string key) => _items.Add(id, new Entry(id, key));

    /// <summary>Unsettled ones of a key in the order of acceptance.</summary>
    public List<Entry> Strand(string key) => [.. _items.Values.Where(item => item.Key == key && item.State <= EnvelopeState.Dead)];

    public bool IsHeld(string key) => Strand(key).Exists(item => item.State == EnvelopeState.Dead);

    /// <summary>The one that may be claimed; null when none waits, one is in flight or a dead letter holds the key.</summary>
    public Entry? Claimable(string key) =>
        Strand(key) is { Count: > 0 } strand && !IsHeld(key) && !strand.Exists(item => item.InFlight) ? strand[0] : null;

    public void Settle(EnvelopeId id, Fate fate)
    {
        var item = _items[id];
        item.InFlight = false;
        item.History++;
        switch (fate)
        {
            case Fate.Complete:
                (item.State, item.Doubtful, item.Attempts) = (EnvelopeState.Done, false, item.Attempts + 1);
                break;
            case Fate.Dead:
                (item.State, item.Attempts) = (EnvelopeState.Dead, item.Attempts + 1);
                break;
            case Fate.Again again:
                item.Doubtful |= again.Doubtful;
                item.Attempts += again.Counted ? 1 : 0;
                break;
        }
    }

    public int Rescue()
    {
        var lost = _items.Values.Where(item => item.InFlight).ToList();
        foreach (var item in lost)
        {
            (item.InFlight, item.Doubtful, item.Attempts, item.History) = (false, true, item.Attempts + 1, item.History + 1);
        }

        return lost.Count;
    }

    /// <returns>What the store must answer.</returns>
    public bool Decide(EnvelopeId id, EnvelopeState to)
    {
        var item = _items[id];
        var may = item.State == EnvelopeState.Dead || (item.State == EnvelopeState.Skipped && to != EnvelopeState.Skipped);
        if (may)
        {
            item.State = to;
            item.Attempts = to == EnvelopeState.Waiting ? 0 : item.Attempts;
        }

        return may;
    }
}
