namespace Hub.Functions.Http.Shapes;

/// <param name="Status"><c>accepted</c> or <c>duplicate</c>.</param>
/// <param name="Url">Where its deliveries can be followed.</param>
public sealed record EventStored(string Id, string Source, long Seq, string Status, string Url);
