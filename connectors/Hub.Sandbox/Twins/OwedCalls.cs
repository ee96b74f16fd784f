using System.Text.Json;

namespace Hub.Sandbox.Twins;

/// <summary>Calls that a twin owes to the hub, in the journal until each is taken or given up. What was attempted and when the next attempt is due is forgotten by a restart.</summary>
/// <param name="line">Kind of its lines in the journal.</param>
/// <param name="member">Under which a line holds the call.</param>
internal sealed class OwedCalls<T>(TwinJournal journal, TwinClock clock, string line, string member)
    where T : IOwedCall<T>
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, T> _owed = [];
    private long _last;

    /// <summary>The first owed first.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _owed.Values];
            }
        }
    }

    /// <param name="make">Of the number that it gets.</param>
    public void Add(Func<long, T> make)
    {
        lock (_gate)
        {
            var call = make(++_last);
            _owed[call.Number] = call;
            Keep(call, isOwed: true);
        }
    }

    /// <summary>Notes how an attempt went: taken, to be made again, or given up.</summary>
    /// <param name="waits">Before each further attempt.</param>
    /// <returns>False when it was given up.</returns>
    public bool Settle(T call, bool isTaken, IReadOnlyList<TimeSpan> waits)
    {
        lock (_gate)
        {
            if (!isTaken && call.Attempt < waits.Count)
            {
                _owed[call.Number] = call.Again(clock.GetUtcNow() + waits[call.Attempt]);
                return true;
            }

            _owed.Remove(call.Number);
            Keep(call, isOwed: false);
            return isTaken;
        }
    }

    public void Restore(JsonElement kept)
    {
        var call = TwinJournal.Read<T>(kept, member);
        lock (_gate)
        {
            _last = Math.Max(_last, call.Number);
            if (kept.GetProperty("owed").GetBoolean())
            {
                _owed[call.Number] = call;
            }
            else
            {
                _owed.Remove(call.Number);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _owed.Clear();
            _last = 0;
        }
    }

    private void Keep(T call, bool isOwed) => journal.Add(line, writer =>
    {
        writer.WriteBoolean("owed", isOwed);
        writer.WritePropertyName(member);
        JsonSerializer.Serialize(writer, call, TwinJson.Control);
    });
}

/// <summary>One call that is owed.</summary>
internal interface IOwedCall<out T>
{
    long Number { get; }

    /// <summary>Attempts made so far.</summary>
    int Attempt { get; }

    /// <summary>The same after one more attempt, due again at a moment on the twin's clock.</summary>
    T Again(DateTimeOffset at);
}
