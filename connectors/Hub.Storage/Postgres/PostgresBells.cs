using System.Collections.Concurrent;
using Hub.Core.Envelopes;
using Hub.Core.Steps;

namespace Hub.Storage.Postgres;

/// <summary>
/// Wakes lanes: those of this instance as soon as a commit has made work for them, those of the others a little later and together, since
/// whoever commits should not also wait for telling everybody.
/// </summary>
internal sealed class PostgresBells(LaneSignals signals, EnvelopeIds ids)
{
    private readonly ConcurrentDictionary<string, bool> _untold = new(StringComparer.Ordinal);

    /// <summary>Stands before what this instance tells, so that it does not wake itself twice.</summary>
    public string Signature { get; } = ids.Next() + "|";

    /// <summary>Rings when there is something to tell the others.</summary>
    public Signal Telling { get; } = new();

    public void Ring(IReadOnlyCollection<string> lanes)
    {
        foreach (var lane in lanes)
        {
            signals.Of(lane).Ring();
            if (_untold.TryAdd(lane, true))
            {
                Telling.Ring();
            }
        }
    }

    /// <summary>Rings a lane of this instance only.</summary>
    public void RingHere(string lane) => signals.Of(lane).Ring();

    /// <summary>Rings what another instance has told.</summary>
    public void Hear(string told)
    {
        if (!told.StartsWith(Signature, StringComparison.Ordinal) && told.IndexOf('|', StringComparison.Ordinal) is >= 0 and var end)
        {
            RingHere(PostgresText.Read(told[(end + 1)..]));
        }
    }

    /// <summary>Takes the lanes that the others have not been told of.</summary>
    public IReadOnlyList<string> TakeUntold() => [.. _untold.Keys.Where(lane => _untold.TryRemove(lane, out _))];

    /// <summary>What could not be told waits for the next time.</summary>
    public void PutBack(IReadOnlyList<string> lanes)
    {
        foreach (var lane in lanes)
        {
            _untold.TryAdd(lane, true);
        }
    }
}
