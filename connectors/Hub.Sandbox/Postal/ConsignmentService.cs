using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>What the control API and the clockwork do with the bookings.</summary>
internal sealed class ConsignmentService(ConsignmentStore store, RangeStore ranges, RefusedNumbers refused, ClockworkSignal signal, Effects effects)
{
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (store.Gate)
            {
                return store.NextDue;
            }
        }
    }

    /// <summary>Does what is due.</summary>
    public void CatchUp()
    {
        lock (store.Gate)
        {
            store.RunDue();
        }
    }

    public ConsignmentState StateOf(long seq)
    {
        lock (store.Gate)
        {
            return store.StateOf(store[seq]);
        }
    }

    public IReadOnlyList<ConsignmentState> List(PostDialect? only, long after, int limit)
    {
        lock (store.Gate)
        {
            store.RunDue();
            return [.. store.All.Where(found => found.Seq > after && (only is null || found.Dialect == only)).Take(limit).Select(store.StateOf)];
        }
    }

    public (NumberTally Tally, IReadOnlyList<ConsignmentState> Orders) Find(string number)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var orders = PostDialects.All.SelectMany(dialect => store.ByNumber(dialect, number)).OrderBy(found => found.Seq).Select(store.StateOf).ToList();
            var tally = new NumberTally(
                number, orders.Count, PostDialects.All.Sum(dialect => refused.Of(dialect, number)), orders.Sum(state => state.Consignment.Cancels));
            return (tally, orders);
        }
    }

    public PostCounts Counts(PostDialect dialect)
    {
        lock (store.Gate)
        {
            var own = store.All.Where(found => found.Dialect == dialect).ToList();
            var numbers = own.Select(found => (found.CustomerCode, Number: found.OrderNumber.Length == 0 ? $"#{found.Seq}" : found.OrderNumber)).Distinct().Count();
            var seen = effects.Snapshot();
            return new PostCounts(
                own.Count, numbers, own.Count - numbers, refused.Of(dialect), own.Sum(found => found.Cancels),
                dialect == PostDialect.B ? own.Count(found => ranges.Holds(found.ItemCode)) : 0,
                seen[PostEffects.Of(dialect, PostEffects.ItemCodeReused)], seen[PostEffects.Of(dialect, PostEffects.ItemCodeOutside)]);
        }
    }

    /// <summary>Lets the next steps happen now: so many, or until one of a kind has happened.</summary>
    public ConsignmentState Advance(long seq, int steps, PostStep? to)
    {
        lock (store.Gate)
        {
            store.RunDue();
            for (var step = 0; step < steps && store.NextOf(seq) is { } next && (to is null || store.StateOf(store[seq]).Step != to); step++)
            {
                var rest = store[seq].Schedule.Skip(store.DoneOf(seq) + 1);
                store.Replan(store[seq], [next with { HappensAt = store.Now(), ReportedAt = store.Now() }, .. rest]);
                store.RunDue();
            }

            signal.Raise();
            return store.StateOf(store[seq]);
        }
    }

    /// <summary>Lets the operator tell a code of its own now, without changing what comes next.</summary>
    public ConsignmentState Tell(long seq, int code, string note)
    {
        lock (store.Gate)
        {
            store.RunDue();
            var consignment = store[seq];
            store.Tell(consignment, new ScheduledStep(PostCodes.StepOf(consignment.Dialect, code), code, store.Now(), store.Now(), note), store.DoneOf(seq));
            signal.Raise();
            return store.StateOf(consignment);
        }
    }

    public void RestoreConsignment(JsonElement line)
    {
        var consignment = TwinJournal.Read<Consignment>(line, "consignment");
        lock (store.Gate)
        {
            if (store.ByOriginalId(consignment.OriginalId) is null)
            {
                effects.Count(PostEffects.Of(consignment.Dialect, PostEffects.Booked));
            }

            store.Index(consignment);
        }
    }

    public void RestoreEvent(JsonElement line)
    {
        var told = TwinJournal.Read<TrackingEvent>(line, "event");
        lock (store.Gate)
        {
            store.Take(told);
        }
    }

    public void RestoreRange(JsonElement line)
    {
        lock (store.Gate)
        {
            ranges.Restore(line);
        }
    }

    public void Clear()
    {
        lock (store.Gate)
        {
            store.Clear();
            refused.Clear();
        }
    }
}
