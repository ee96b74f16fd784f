using System.Text.Json;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Post;

/// <summary>What the control API and the clockwork do with the bookings.</summary>
internal sealed class ConsignmentDesk(ConsignmentShelf shelf, RangeBook ranges, RefusedNumbers refused, PostBell bell, Effects effects)
{
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (shelf.Gate)
            {
                return shelf.NextDue;
            }
        }
    }

    /// <summary>Does what is due.</summary>
    public void CatchUp()
    {
        lock (shelf.Gate)
        {
            shelf.RunDue();
        }
    }

    public ConsignmentState StateOf(long seq)
    {
        lock (shelf.Gate)
        {
            return shelf.StateOf(shelf[seq]);
        }
    }

    public IReadOnlyList<ConsignmentState> List(PostDialect? only, long after, int limit)
    {
        lock (shelf.Gate)
        {
            shelf.RunDue();
            return [.. shelf.All.Where(found => found.Seq > after && (only is null || found.Dialect == only)).Take(limit).Select(shelf.StateOf)];
        }
    }

    public (NumberTally Tally, IReadOnlyList<ConsignmentState> Orders) Find(string number)
    {
        lock (shelf.Gate)
        {
            shelf.RunDue();
            var orders = PostDialects.All.SelectMany(dialect => shelf.ByNumber(dialect, number)).OrderBy(found => found.Seq).Select(shelf.StateOf).ToList();
            var tally = new NumberTally(
                number, orders.Count, PostDialects.All.Sum(dialect => refused.Of(dialect, number)), orders.Sum(state => state.Consignment.Cancels));
            return (tally, orders);
        }
    }

    public PostCounts Counts(PostDialect dialect)
    {
        lock (shelf.Gate)
        {
            var own = shelf.All.Where(found => found.Dialect == dialect).ToList();
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
        lock (shelf.Gate)
        {
            shelf.RunDue();
            for (var step = 0; step < steps && shelf.NextOf(seq) is { } next && (to is null || shelf.StateOf(shelf[seq]).Step != to); step++)
            {
                var rest = shelf[seq].Schedule.Skip(shelf.DoneOf(seq) + 1);
                shelf.Replan(shelf[seq], [next with { HappensAt = shelf.Now(), ReportedAt = shelf.Now() }, .. rest]);
                shelf.RunDue();
            }

            bell.Ring();
            return shelf.StateOf(shelf[seq]);
        }
    }

    /// <summary>Lets the operator tell a code of its own now, without changing what comes next.</summary>
    public ConsignmentState Tell(long seq, int code, string note)
    {
        lock (shelf.Gate)
        {
            shelf.RunDue();
            var consignment = shelf[seq];
            shelf.Tell(consignment, new ScheduledStep(PostCodes.StepOf(consignment.Dialect, code), code, shelf.Now(), shelf.Now(), note), shelf.DoneOf(seq));
            bell.Ring();
            return shelf.StateOf(consignment);
        }
    }

    public void RestoreConsignment(JsonElement line)
    {
        var consignment = line.GetProperty("consignment").Deserialize<Consignment>(TwinJson.Control)!;
        lock (shelf.Gate)
        {
            if (shelf.ByOriginalId(consignment.OriginalId) is null)
            {
                effects.Count(PostEffects.Of(consignment.Dialect, PostEffects.Booked));
            }

            shelf.Index(consignment);
        }
    }

    public void RestoreEvent(JsonElement line)
    {
        var told = line.GetProperty("event").Deserialize<TrackingEvent>(TwinJson.Control)!;
        lock (shelf.Gate)
        {
            shelf.Take(told);
        }
    }

    public void RestoreRange(JsonElement line)
    {
        lock (shelf.Gate)
        {
            ranges.Restore(line);
        }
    }

    public void Clear()
    {
        lock (shelf.Gate)
        {
            shelf.Clear();
            refused.Clear();
        }
    }
}
