namespace Hub.Sandbox.Post;

/// <summary>Body of <c>POST /_twin/post/ranges</c>.</summary>
internal sealed record RangeRequest(int? Quantity);
