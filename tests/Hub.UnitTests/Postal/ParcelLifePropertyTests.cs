using FsCheck;
using FsCheck.Fluent;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>Feed, pushes, polls, acts, requests and silence mixed, repeated, late, unknown and contradicting each other: what must hold after each of them.</summary>
public sealed class ParcelLifePropertyTests
{
    private static readonly ConsignmentState[] Ends = [Delivered, Returned];

    private static readonly Gen<(ConsignmentState Began, PostalDirection Direction, Happening[] Story)> Lives =
        from began in Gen.Frequency((3, Gen.Constant(Booked)), (1, Gen.Constant(Requested)), (2, Gen.Elements(Enum.GetValues<ConsignmentState>())))
        from direction in Gen.Elements(PostalDirection.Pickup, PostalDirection.Delivery)
        from story in Happening.Stories
        select (began, direction, story);

    [Fact]
    public void Every_move_is_one_of_the_table_and_no_end_is_ever_left() => Check((life, story) =>
    {
        foreach (var happening in story)
        {
            var (before, kept) = (life.Now.State, life.Kept.Count);
            life.Live(happening);
            var moves = life.Kept.Skip(kept).Where(record => record.Verdict is MoveVerdict.Moved).ToList();
            var path = moves.Where(record => record.State is not (null or Requested)).Select(record => record.State!.Value);
            if (moves.Any(record => record.Source.StartsWith("swift/", StringComparison.Ordinal)) || !IsLegal(before, path, life.Now.State) || (ConsignmentMoves.IsFinal(before) && life.Now.State != before))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void An_end_that_its_operator_told_while_there_was_none_is_reached() => Check((life, story) =>
    {
        foreach (var happening in story)
        {
            var (before, kept) = (life.Now, life.Kept.Count);
            life.Live(happening);
            var told = life.Kept.Skip(kept).Where(record => record.Kind is PostalRecordKind.Tracking && record.Source.StartsWith("vnpost/", StringComparison.Ordinal));
            if (before is not { State: Requested, Booking: null } && told.Any(record => record.State is { } state && Ends.Contains(state)) && !ConsignmentMoves.IsFinal(life.Now.State))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Whatever_is_told_is_kept_once_and_a_contradiction_is_somebodys_task() => Check((life, story) =>
    {
        foreach (var happening in story)
        {
            var kept = life.Kept.Count;
            life.Live(happening);
            if (life.Kept.Skip(kept).Any(record => record.Verdict is MoveVerdict.Conflict) && !life.Scene.Tasks.All.Any(task => task.Kind == PostalTaskKinds.ParcelConflict))
            {
                return false;
            }
        }

        var told = story.OfType<Happening.Page>().SelectMany(page => page.Events).Select(tracked => (tracked.Source, tracked.Key)).ToHashSet();
        return told.SetEquals(life.Kept.Where(record => record.Kind is PostalRecordKind.Tracking).Select(record => (record.Source, record.Key)))
            && life.Kept.DistinctBy(record => (record.Source, record.Key)).Count() == life.Kept.Count;
    });

    [Fact]
    public void The_case_system_is_told_every_move_in_an_unbroken_chain() => Check((life, story) =>
    {
        var began = life.Now.State is Requested ? Booked.Name() : life.Now.State.Name();
        foreach (var happening in story)
        {
            life.Live(happening);
            var at = began;
            foreach (var (before, after) in life.Told)
            {
                if (before != at && !(before == Requested.Name() && after == Cancelled.Name()))
                {
                    return false;
                }

                at = after;
            }

            if (at != life.Now.State.Name() && life.Now.State is not Requested)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Whoever_is_on_the_way_is_watched_and_who_arrived_is_not() => Check((life, story) => story.All(happening =>
    {
        life.Live(happening);
        return life.Now is var now && (now.IsLive ? now.WatchAt is not null : !ConsignmentMoves.IsFinal(now.State) || now.State is Returned || now.WatchAt is null)
            && (now.State is Requested || now.Booking is null);
    }));

    [Fact]
    public void The_whole_story_told_again_changes_nothing() => Check((life, story) =>
    {
        Array.ForEach(story, life.Live);
        life.Scene.Consignments.Refuse = 0;
        var told = story.Where(happening => happening is Happening.Page or Happening.Act).ToList();
        told.ForEach(life.Live);
        var (now, kept, events) = (life.Now, life.Kept.Count, life.Scene.Consignments.Events.Count);
        told.ForEach(life.Live);
        return (now, kept, events) == (life.Now, life.Kept.Count, life.Scene.Consignments.Events.Count);
    });

    [Fact]
    public void A_parcel_that_goes_to_and_fro_in_one_moment_is_told_each_time()
    {
        var life = new ParcelLife(Booked, PostalDirection.Delivery);
        ConsignmentState[] ways = [InTransit, OutForDelivery, InTransit, OutForDelivery];

        life.Live(new Happening.Page([.. ways.Select((state, n) => new Happening.Event("vnpost/feed", $"k-{n}", state, true, 0))]));

        Assert.Equal(
            [("booked", "in-transit"), ("in-transit", "out-for-delivery"), ("out-for-delivery", "in-transit"), ("in-transit", "out-for-delivery")], life.Told);
    }

    // A tracking event of an order in doubt proves the booking as well.
    private static bool IsLegal(ConsignmentState before, IEnumerable<ConsignmentState> path, ConsignmentState now)
    {
        var at = before;
        foreach (var next in path)
        {
            at = at is Requested && next is not (Booked or Cancelled) ? Booked : at;
            if (next != at && !ConsignmentMoves.Table[at].Contains(next))
            {
                return false;
            }

            at = next;
        }

        return at == now || (before is Requested && at is Requested && now is Booked);
    }

    private static void Check(Func<ParcelLife, Happening[], bool> holds) => Prop.ForAll(
        Lives.ToArbitrary(), life => holds(new ParcelLife(life.Began, life.Direction), life.Story)).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
}
