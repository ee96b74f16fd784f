namespace Hub.Functions.Http.Shapes;

/// <summary>Events for the case system, each a CloudEvent in the JSON format.</summary>
/// <param name="Next">Give it as <c>after</c>, now or next week.</param>
public sealed record FeedView(IReadOnlyList<System.Text.Json.JsonElement> Events, long Next);
