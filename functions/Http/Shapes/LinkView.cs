namespace Hub.Functions.Http.Shapes;

/// <summary>A connection to the broker. Why it is down stands in the log: the words may name machines, and anybody may ask for health.</summary>
/// <param name="Name"><c>send</c>, <c>events</c>, <c>lane:NAME</c>.</param>
/// <param name="Since">When it came up or went down.</param>
public sealed record LinkView(string Name, bool Up, DateTimeOffset Since);
