using Hub.Core.Envelopes;

namespace Hub.Core.Outbox;

/// <summary>
/// Shares a lane's slots among its receivers, so that one that hangs never starves another. Alone a receiver may have the lane's whole concurrency; others
/// come on top of it: up to as many again, of which each may have half, and beyond that one for each that has none. Receivers that failed lately have one
/// each, in a room of their own, so that however many hang nobody who answers waits for them.
/// </summary>
public sealed class SlotShare
{
    private const int SoundRooms = 3;
    private readonly int _concurrency;
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _sound;
    private int _failing;

    /// <param name="leased">What is under way, by receiver.</param>
    public SlotShare(int concurrency, IEnumerable<LeasedStrands> leased)
    {
        _concurrency = concurrency;
        foreach (var (receiver, count, isFailing) in leased)
        {
            _taken[receiver] = count;
            _sound += isFailing ? 0 : count;
            _failing += isFailing ? 1 : 0;
        }
    }

    /// <summary>Whether something due was left because its receiver has all that it may have.</summary>
    public bool HasPassedOver { get; private set; }

    /// <summary>The most that a lane can have under way at once.</summary>
    public static int Slots(int concurrency) => (SoundRooms + 1) * concurrency;

    /// <summary>Takes a slot for the receiver when it may have one more.</summary>
    /// <param name="standing">What stands against it; null: nothing.</param>
    public bool TryTake(string receiver, Standing? standing, DateTimeOffset now)
    {
        if (!MayTake(receiver, standing, now))
        {
            return false;
        }

        _taken[receiver] = _taken.GetValueOrDefault(receiver) + 1;
        _ = standing is null ? _sound++ : _failing++;
        return true;
    }

    /// <summary>Whether the receiver may have one more slot.</summary>
    public bool MayTake(string receiver, Standing? standing, DateTimeOffset now)
    {
        if (standing is not null && !standing.MayBeTried(now))
        {
            return false;
        }

        var taken = _taken.GetValueOrDefault(receiver);
        var isFree = standing is null ? IsFree(taken) : taken == 0 && _failing < _concurrency;
        HasPassedOver |= !isFree;
        return isFree;
    }

    private bool IsFree(int taken) => taken == 0
        ? _sound < SoundRooms * _concurrency
        : _sound < _concurrency || (_sound < 2 * _concurrency && taken < Math.Max(1, _concurrency / 2));
}

/// <summary>Strands of one receiver that are leased.</summary>
/// <param name="IsFailing">It failed lately and has not answered since.</param>
public readonly record struct LeasedStrands(string Receiver, int Count, bool IsFailing);
