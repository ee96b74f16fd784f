using FsCheck;
using FsCheck.Fluent;
using Hub.Postal.Consignments;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>Whatever is told in whatever order: no illegal state, no final state lost, nothing done twice.</summary>
public sealed class MovesPropertyTests
{
    private static readonly ConsignmentState[] States = Enum.GetValues<ConsignmentState>();

    private static readonly Gen<TrackingEvent[]> Stories = (
        from state in Gen.Elements(States)
        from minutes in Gen.Choose(-600, 60)
        from key in Gen.Choose(0, 40)
        select new PostScene().EventOf(state, TimeSpan.FromMinutes(minutes), $"k-{key}")).ArrayOf().Resize(25);

    [Fact]
    public void No_order_of_tracking_events_makes_a_move_that_the_table_does_not_hold() => Check(events =>
    {
        var scene = new PostScene();
        var present = scene.Booked();
        foreach (var tracked in events)
        {
            var next = scene.Fold.Fold(present, tracked, scene.Clock.Now).Consignment;
            if (next.State != present.State && !ConsignmentMoves.Table[present.State].Contains(next.State))
            {
                return false;
            }

            if (ConsignmentMoves.IsFinal(present.State) && next.State != present.State)
            {
                return false;
            }

            present = next;
        }

        return present.IsLive == present.WatchAt is not null || present.State is Lost or Returned;
    });

    [Fact]
    public void Whatever_was_told_after_a_final_state_is_kept_and_moves_nothing() => Check(events =>
    {
        var scene = new PostScene();
        var final = scene.Booked() with { State = Delivered, WatchAt = null };
        return events.All(tracked => scene.Fold.Fold(final, tracked, scene.Clock.Now) is { Verdict: not MoveVerdict.Moved } result
            && result.Consignment == final && result.Record.Key == tracked.Key
            && result.Verdict is MoveVerdict.Conflict == (tracked.State is Returned or Cancelled or Lost));
    });

    [Fact]
    public void A_page_applied_again_changes_nothing() => Check(events =>
    {
        var scene = new PostScene();
        scene.Consignments.Put(scene.Booked());
        Apply(scene, events);
        var (before, records, told, tasks) = (scene.Consignments.Get(PostScene.Pickup), scene.Consignments.Records.Count, scene.Consignments.Events.Count, scene.Tasks.All.Count);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Apply(scene, events);
        return before == scene.Consignments.Get(PostScene.Pickup) && (records, told, tasks) == (scene.Consignments.Records.Count, scene.Consignments.Events.Count, scene.Tasks.All.Count);
    });

    [Fact]
    public void Torn_pages_read_again_come_to_the_same_as_one_event_at_a_time() => Check(events =>
    {
        var (once, torn) = (new PostScene(), new PostScene());
        once.Consignments.Put(once.Booked());
        torn.Consignments.Put(torn.Booked());

        // In order of the acts, so that a page's own sorting does not matter.
        var told = events.OrderBy(tracked => tracked.At).DistinctBy(tracked => tracked.Key).ToArray();
        Apply(once, told);
        for (var from = 0; from < told.Length; from += 3)
        {
            Apply(torn, told[Math.Max(0, from - 2)..Math.Min(told.Length, from + 3)]);
        }

        return once.Consignments.Get(PostScene.Pickup).State == torn.Consignments.Get(PostScene.Pickup).State
            && once.Consignments.Records.Count == torn.Consignments.Records.Count
            && once.Consignments.Events.Select(e => e.Event.Id).Order().SequenceEqual(torn.Consignments.Events.Select(e => e.Event.Id).Order());
    });

    [Fact]
    public void The_order_of_two_pages_never_loses_a_final_state() => Check(events =>
    {
        var scene = new PostScene();
        scene.Consignments.Put(scene.Booked() with { StateAt = scene.Clock.Now - TimeSpan.FromDays(1) });
        Apply(scene, events);
        var told = events.DistinctBy(tracked => tracked.Key).Select(tracked => tracked.State).ToHashSet();
        return !told.Overlaps([Delivered, Returned]) || !scene.Consignments.Get(PostScene.Pickup).IsLive;
    });

    private static void Apply(PostScene scene, IReadOnlyList<TrackingEvent> events) =>
        Assert.True(scene.Tracking.ApplyAsync(events, null, CancellationToken.None).GetAwaiter().GetResult().IsWritten);

    private static void Check(Func<TrackingEvent[], bool> holds) =>
        Prop.ForAll(Stories.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}
