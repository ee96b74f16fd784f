namespace Hub.Functions.Http.Shapes;

/// <summary>The answer to posted events: one verdict each.</summary>
public sealed record EventsAccepted(int Accepted, int Duplicates, IReadOnlyList<EventRejected> Rejected, IReadOnlyList<EventStored> Events);
