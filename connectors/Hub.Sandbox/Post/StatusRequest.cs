namespace Hub.Sandbox.Post;

/// <summary>Body of <c>POST /_twin/post/orders/{number}/status</c>: a code in the operator's own table, or out of it.</summary>
internal sealed record StatusRequest(int? Code, string? Note = null);
