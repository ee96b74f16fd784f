using Hub.Postal.Consignments;

namespace Hub.Postal.Storage.Documents;

/// <summary>The states and directions that a filter asks for: a list is read from each of them, so that it costs the same whatever lies in the others.</summary>
internal static class Slots
{
    private static readonly string[] EveryState = Enum.GetNames<ConsignmentState>();
    private static readonly string[] EveryDirection = Enum.GetNames<PostalDirection>();

    /// <summary>The numbers alone lead to them: neither state nor person is asked for.</summary>
    public static bool IsEverything(ConsignmentFilter filter) =>
        filter is { Operator: null, Office: null, States: null, Direction: null, ClaimedBy: null };

    public static string[] States(ConsignmentFilter filter) =>
        filter.States is { } states ? [.. states.Distinct().Select(state => state.ToString())] : EveryState;

    public static string[] Directions(ConsignmentFilter filter) => filter.Direction is { } direction ? [direction.ToString()] : EveryDirection;

    public static string[] States(SheetFilter filter) => filter.State is { } state ? [state.ToString()] : Enum.GetNames<SheetState>();
}
