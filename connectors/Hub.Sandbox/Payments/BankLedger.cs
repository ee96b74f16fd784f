using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>What the bank and the acquirer hold. Each thing is written once and never changed.</summary>
internal sealed class BankLedger(PaymentsTwinOptions options, TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string MovementLine = "bank-movement";
    public const string SlipLine = "bank-slip";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Movement> _movements = [];
    private readonly SortedDictionary<long, CardSlip> _slips = [];

    /// <summary>Books these together: nobody sees some of them alone.</summary>
    /// <param name="made">Makes each from the number it gets.</param>
    public IReadOnlyList<Movement> Book(IEnumerable<Func<long, Movement>> made)
    {
        lock (_gate)
        {
            var booked = new List<Movement>();
            foreach (var make in made)
            {
                var movement = make(_movements.Count + 1);
                _movements.Add(movement.Seq, movement);
                journal.Add(MovementLine, "movement", movement);
                effects.Count(PaymentsEffects.Moved);
                booked.Add(movement);
            }

            return booked;
        }
    }

    public CardSlip Print(Func<long, CardSlip> make)
    {
        lock (_gate)
        {
            var slip = make(_slips.Count + 1);
            _slips.Add(slip.Seq, slip);
            journal.Add(SlipLine, "slip", slip);
            effects.Count(PaymentsEffects.Slips);
            return slip;
        }
    }

    /// <summary>Null when there is none, or its time has not come.</summary>
    public Movement? Find(long seq)
    {
        lock (_gate)
        {
            return _movements.GetValueOrDefault(seq) is { } found && found.At <= clock.GetUtcNow() ? found : null;
        }
    }

    /// <summary>In the order of time: what was done so far.</summary>
    public IReadOnlyList<Movement> Done()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return [.. _movements.Values.Where(movement => movement.At <= now).OrderBy(movement => movement.At).ThenBy(movement => movement.Seq)];
        }
    }

    public IReadOnlyList<Movement> Ordered(long after, int limit)
    {
        lock (_gate)
        {
            return [.. _movements.Values.Where(movement => movement.Seq > after).Take(limit)];
        }
    }

    public IReadOnlyList<CardSlip> Slips()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return [.. _slips.Values.Where(slip => slip.At <= now).OrderBy(slip => slip.At).ThenBy(slip => slip.Seq)];
        }
    }

    /// <summary>What the account holds right after a movement.</summary>
    public long BalanceAfter(Movement movement)
    {
        lock (_gate)
        {
            return options.Opening + _movements.Values
                .Where(other => other.Account == movement.Account && (other.At < movement.At || (other.At == movement.At && other.Seq <= movement.Seq)))
                .Sum(other => other.Amount);
        }
    }

    public void RestoreMovement(JsonElement line)
    {
        var movement = TwinJournal.Read<Movement>(line, "movement");
        lock (_gate)
        {
            _movements[movement.Seq] = movement;
        }
    }

    public void RestoreSlip(JsonElement line)
    {
        var slip = TwinJournal.Read<CardSlip>(line, "slip");
        lock (_gate)
        {
            _slips[slip.Seq] = slip;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _movements.Clear();
            _slips.Clear();
        }
    }
}
