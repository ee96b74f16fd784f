using FsCheck;
using FsCheck.Fluent;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>One thing that happens around a consignment: told by whomever, in whatever order, once or again. Closed.</summary>
internal abstract record Happening
{
    private static readonly ConsignmentState[] States = Enum.GetValues<ConsignmentState>();

    private Happening() { }

    /// <summary>Tracking events that come together: a page of the feed, a history read again, a push.</summary>
    public sealed record Page(IReadOnlyList<Event> Events) : Happening
    {
        public override string ToString() => $"Page [{string.Join(", ", Events)}]";
    }

    /// <summary>Staff of the operator do something; its id may be used again for the same or for another act.</summary>
    public sealed record Act(ActKind Kind, int Minutes, string? Reason, ActStage? Stage, int Id) : Happening;

    public sealed record Cancel(int Id) : Happening;

    public sealed record Redirect(int Id) : Happening;

    /// <summary>Working days pass and somebody looks for the silent.</summary>
    public sealed record Silence(int Hours) : Happening;

    /// <summary>Another instance is quicker with the next commits.</summary>
    public sealed record Overtaken(int Commits) : Happening;

    /// <param name="State">Null: a code that says nothing of the state.</param>
    /// <param name="Minutes">When it happened, against now.</param>
    public sealed record Event(string Source, string Key, ConsignmentState? State, bool IsKnown, int Minutes);

    public static Gen<Happening[]> Stories { get; } = Gen.Frequency(
        (10, Gen.Choose(1, 5).SelectMany(count => AnyEvent.ArrayOf(count)).Select(events => (Happening)new Page(events))),
        (5, from kind in Gen.Elements(Enum.GetValues<ActKind>())
            from minutes in AnyMinutes
            from reason in Gen.Elements("not-at-home", "lost", "other")
            from stage in Gen.Elements<ActStage?>(null, ActStage.Pickup, ActStage.Delivery)
            from id in Gen.Choose(0, 8)
            select (Happening)new Act(kind, minutes, reason, stage, id)),
        (1, Gen.Choose(0, 2).Select(id => (Happening)new Cancel(id))),
        (1, Gen.Choose(0, 2).Select(id => (Happening)new Redirect(id))),
        (1, Gen.Choose(1, 200).Select(hours => (Happening)new Silence(hours))),
        (1, Gen.Choose(1, 3).Select(commits => (Happening)new Overtaken(commits)))).ArrayOf().Resize(25);

    // Few moments, so that much falls together.
    private static Gen<int> AnyMinutes => Gen.Elements(-30, -20, -10, -5, 0, 3, 5);

    // A key is what was told: the same again is the same, whatever stands beside it.
    private static Gen<Event> AnyEvent =>
        from source in Gen.Frequency((6, Gen.Constant("vnpost/feed")), (4, Gen.Constant("vnpost/tracking")), (1, Gen.Constant("swift/feed")))
        from state in Gen.Frequency((12, Gen.Elements(States).Select(state => (ConsignmentState?)state)), (1, Gen.Constant<ConsignmentState?>(null)))
        from isKnown in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from minutes in AnyMinutes
        from key in Gen.Choose(0, 60)
        select new Event(source, $"k-{key}", state, isKnown, minutes);
}
