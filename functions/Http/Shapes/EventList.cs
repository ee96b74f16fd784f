namespace Hub.Functions.Http.Shapes;

/// <param name="Next">The cursor to go on from: give it as <c>after</c>.</param>
public sealed record EventList(IReadOnlyList<EventSummary> Events, long Next);
