namespace Hub.Sandbox.Post;

/// <summary>Body of <c>POST /_twin/post/orders/{number}/advance</c>: so many steps, or until a step by its name.</summary>
internal sealed record AdvanceRequest(int? Steps = null, string? To = null);
